package dev.pollwatch.start;

import dev.pollwatch.view.log.LogLine;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Keeps what is logged until Logback is there, which takes a background thread a few hundred milliseconds: the host's start waits for
 * none of it.
 */
final class DeferredLogger extends LegacyAbstractLogger {

    private static final long serialVersionUID = 1L;

    private static final int MOST_KEPT = 1000;

    private record Entry(
            long epochMillis,
            Level level,
            String message,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable thrown) {

        String line() {
            String text = MessageFormatter.arrayFormat(message, arguments).getMessage();
            return LogLine.of(epochMillis, level.toString(), thrown == null ? text : text + " <- " + thrown);
        }
    }

    private final transient List<Entry> kept = new ArrayList<>();
    private transient volatile @Nullable Logger delegate;
    private boolean ended;

    DeferredLogger() {
        name = "pollwatch";
    }

    /**
     * Writes what was kept, and from now on all at once; nothing when {@link #takeKept} was first. In one step, so that a JVM that ends
     * finds either all of it kept or all of it written.
     *
     * @param complaint what is wrong with the log itself, {@code null} for nothing
     */
    synchronized void delegateTo(Logger logger, @Nullable String complaint) {
        if (ended) {
            return;
        }
        if (complaint != null) {
            logger.warn("{}", complaint);
        }
        for (Entry entry : kept) {
            write(logger, entry);
        }
        kept.clear();
        delegate = logger;
    }

    /**
     * Takes what was kept, as lines: for a JVM that ends before Logback is there.
     *
     * @param least the least level of the lines wanted
     */
    synchronized String takeKept(Level least) {
        StringBuilder lines = new StringBuilder();
        for (Entry entry : kept) {
            if (entry.level().toInt() >= least.toInt()) {
                lines.append(entry.line());
            }
        }
        ended = delegate == null;
        kept.clear();
        return lines.toString();
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            @Nullable Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        Entry entry = new Entry(System.currentTimeMillis(), level, message, arguments, thrown);
        Logger logger = delegate;
        if (logger == null) {
            logger = keep(entry);
        }
        if (logger != null) {
            write(logger, entry);
        }
    }

    private synchronized @Nullable Logger keep(Entry entry) {
        if (delegate == null && kept.size() < MOST_KEPT) {
            kept.add(entry);
        }
        return delegate;
    }

    private static void write(Logger logger, Entry entry) {
        LoggingEventBuilder event = logger.atLevel(entry.level());
        if (entry.thrown() != null) {
            event = event.setCause(entry.thrown());
        }
        if (entry.arguments() == null) {
            event.log(entry.message());
        } else {
            event.log(entry.message(), entry.arguments());
        }
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    @Override
    public boolean isTraceEnabled() {
        return enabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return enabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return enabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return enabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return enabled(Level.ERROR);
    }

    private boolean enabled(Level level) {
        Logger logger = delegate;
        return logger == null || logger.isEnabledForLevel(level);
    }
}
