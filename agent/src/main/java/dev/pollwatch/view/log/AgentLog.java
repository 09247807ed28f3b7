package dev.pollwatch.view.log;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Sets Logback up without any of its ways to configure itself: {@code LoggerFactory} is never asked, so the host's
 * {@code slf4j.provider} and {@code logback.configurationFile} have no say. A full pipe at the other end blocks nobody; lines are dropped instead.
 */
public final class AgentLog {

    private static final String NAME = "pollwatch";
    private static final int LINES_WAITING = 4096;
    private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Logger logger;
    private final AsyncAppender async;
    private final @Nullable String complaint;

    private AgentLog(Logger logger, AsyncAppender async, @Nullable String complaint) {
        this.logger = logger;
        this.async = async;
        this.complaint = complaint;
    }

    /**
     * What was wrong with the file, to be logged as a warning.
     *
     * @return a sentence; {@code null} when nothing was
     */
    public @Nullable String complaint() {
        return complaint;
    }

    /**
     * Writes lines without Logback, for a JVM that ends before it could be set up. Takes half a second at most: where standard error is a
     * full pipe, or cannot be written to, the lines are lost, and there is no one left to tell.
     *
     * @param lines the lines, each with its end
     * @param file the file to append to; {@code null} for standard error, which also serves when the file cannot be opened
     */
    public static void writeAtOnce(String lines, @Nullable String file) {
        Thread writer = new Thread(null, () -> write(lines, file), "pollwatch-last-lines", 0, false);
        writer.setDaemon(true);
        writer.start();
        try {
            writer.join(TimeUnit.NANOSECONDS.toMillis(FLUSH_NANOS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void write(String lines, @Nullable String file) {
        String text = lines;
        if (file != null) {
            try (OutputStream out = new FileOutputStream(file, true)) {
                out.write(lines.getBytes(StandardCharsets.UTF_8));
                return;
            } catch (IOException unopened) {
                text = LogLine.of(System.currentTimeMillis(), Level.WARN.toString(), complaint(file, unopened)) + lines;
            }
        }
        // The stream is not closed: it is the host's.
        FileOutputStream err = new FileOutputStream(FileDescriptor.err);
        try {
            err.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException lost) {
            return;
        }
    }

    private static String complaint(String file, Exception unopened) {
        return "cannot write to log-file=" + file + " (" + unopened.getClass().getSimpleName() + ": "
                + unopened.getMessage()
                + "); logging to standard error. Name a file in a directory that this process may"
                + " write to";
    }

    /**
     * Opens the log.
     *
     * @param level one of {@code off}, {@code error}, {@code warn}, {@code info}, {@code debug}, {@code trace}
     * @param file the file to append to; {@code null} for standard error, which also serves when the file cannot be opened
     * @return the log
     */
    public static AgentLog open(String level, @Nullable String file) {
        OutputStream out = null;
        String complaint = null;
        if (file != null) {
            try {
                out = Files.newOutputStream(Path.of(file), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException | RuntimeException unopened) {
                complaint = complaint(file, unopened);
            }
        }
        // The descriptor and not System.err, which the host may have led into its own log.
        return open(level, out == null ? new FileOutputStream(FileDescriptor.err) : out, complaint);
    }

    private static AgentLog open(String level, OutputStream out, @Nullable String complaint) {
        LoggerContext context = new LoggerContext();
        context.setName(NAME);
        context.setMDCAdapter(new LogbackMDCAdapter());

        LineLayout layout = new LineLayout();
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        LineAppender appender = new LineAppender();
        appender.setContext(context);
        appender.setName(NAME);
        appender.setEncoder(encoder);
        appender.setOutputStream(out);
        appender.start();
        AsyncAppender async = new AsyncAppender();
        async.setContext(context);
        async.setName("pollwatch-log");
        async.setQueueSize(LINES_WAITING);
        async.setDiscardingThreshold(0);
        async.setNeverBlock(true);
        async.addAppender(appender);
        async.start();

        Logger logger = context.getLogger(NAME);
        logger.setLevel(Level.toLevel(level, Level.INFO));
        logger.addAppender(async);
        context.start();
        return new AgentLog(logger, async, complaint);
    }

    /**
     * The one logger.
     *
     * @return a logger that never blocks
     */
    public org.slf4j.Logger logger() {
        return logger;
    }

    /** Waits until all that was logged by now is written, half a second at most; for the end of the JVM. */
    public void flush() {
        long end = System.nanoTime() + FLUSH_NANOS;
        LineAppender.Mark mark = new LineAppender.Mark(logger);
        // The queue drops what comes while it is full.
        while (async.getRemainingCapacity() == 0 && System.nanoTime() - end < 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        async.doAppend(mark);
        try {
            mark.reached().await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
