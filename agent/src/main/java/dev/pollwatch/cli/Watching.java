package dev.pollwatch.cli;

import dev.pollwatch.view.Elapsed;
import dev.pollwatch.view.Look;
import dev.pollwatch.view.Printable;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Asks a host again and again, on a thread of its own, so that a host that stands still holds up neither the keys nor the clock. Rests ten times as long
 * as an answer took, so that it never costs the host much.
 */
final class Watching {

    private static final long EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int REST_FACTOR = 10;
    private static final long SILENT_AFTER_NANOS = TimeUnit.SECONDS.toNanos(3);

    /** What comes about: an answer, a failure for good, a key. */
    private record Event(
            @Nullable HostStatus status, @Nullable UnreachableException failure) {}

    private static final Event QUIT = new Event(null, null);
    private static final Event SUSPEND = new Event(null, null);

    private final StatusSource source;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    /** Time that passes meanwhile is not the host's. */
    private final AtomicInteger suspensions = new AtomicInteger();

    private HostStatus latest;
    private long answered = System.nanoTime();
    private String end = "";

    Watching(StatusSource source, HostStatus first) {
        this.source = source;
        this.latest = first;
        Thread asking = new Thread(this::ask, "asking again");
        asking.setDaemon(true);
        asking.start();
    }

    /**
     * Draws on a terminal, and leaves the last picture there.
     *
     * @return the exit code
     * @throws UnreachableException when the host has ended or cannot be asked any more
     */
    int onScreen(Terminal terminal, PrintWriter out) throws UnreachableException, InterruptedException {
        try (Screen screen = new Screen(terminal, out)) {
            screen.open();
            screen.onKeys(() -> events.add(QUIT), () -> events.add(SUSPEND));
            Step step = Step.ANSWER;
            while (step != Step.END) {
                if (step == Step.SUSPEND) {
                    suspensions.incrementAndGet();
                    screen.suspend();
                    suspensions.incrementAndGet();
                }
                Terminal.Size size = terminal.sizeOrUsual();
                WatchFrame frame = frame(terminal.look(size.columns()), "q ends");
                // Without the line that the shell's prompt takes.
                screen.keep(() -> frame.withoutHint().lines(size.lines() - 1));
                screen.draw(frame.lines(size.lines()), size.lines());
                step = next();
            }
            if (!end.isEmpty()) {
                Terminal.Size size = terminal.sizeOrUsual();
                WatchFrame last = frame(terminal.look(size.columns()), "");
                // There the sentence follows that says so.
                screen.keep(() -> last.lines(size.lines() - 2));
            }
        }
        return exitCode();
    }

    /**
     * Prints the table each time, a blank line between.
     *
     * @return the exit code
     * @throws UnreachableException when the host has ended or cannot be asked any more
     */
    int inLines(Terminal terminal, PrintWriter out, PrintWriter err) throws UnreachableException, InterruptedException {
        boolean onTerminal = terminal.size().isPresent();
        boolean silenceSaid = false;
        Step step = Step.ANSWER;
        while (step != Step.END) {
            if (step == Step.ANSWER) {
                Look look = onTerminal ? terminal.lookOfLines() : Look.PLAIN;
                frame(look, "").lines().forEach(line -> out.println(onTerminal ? line : Terminal.encodable(line)));
                out.println();
                silenceSaid = false;
            } else if (!silence().isEmpty() && !silenceSaid) {
                err.println(now() + "   " + silence());
                silenceSaid = true;
            }
            // The reader of the pipe may have had enough.
            if (out.checkError()) {
                return ExitCode.DONE;
            }
            step = next();
        }
        return exitCode();
    }

    private enum Step {
        ANSWER,
        NOTHING,
        SUSPEND,
        END
    }

    private Step next() throws UnreachableException, InterruptedException {
        Event event = events.poll(EVERY_NANOS, TimeUnit.NANOSECONDS);
        end = source.end();
        if (event == QUIT || !end.isEmpty()) {
            if (event == QUIT) {
                end = "";
            }
            return Step.END;
        }
        if (event == null) {
            return Step.NOTHING;
        }
        if (event == SUSPEND) {
            return Step.SUSPEND;
        }
        if (event.failure() != null) {
            throw event.failure();
        }
        if (event.status() != null) {
            latest = event.status();
            answered = System.nanoTime();
        }
        return Step.ANSWER;
    }

    private int exitCode() throws UnreachableException {
        if (!end.isEmpty()) {
            throw new UnreachableException(end);
        }
        return ExitCode.DONE;
    }

    private WatchFrame frame(Look look, String hint) {
        String silence = silence();
        return new WatchFrame(latest, now() + (silence.isEmpty() ? "" : "   " + silence), hint, look);
    }

    private static String now() {
        return LocalTime.now().truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_LOCAL_TIME);
    }

    private String silence() {
        long since = System.nanoTime() - answered;
        return since < SILENT_AFTER_NANOS ? "" : "NO ANSWER FOR " + Elapsed.text(since / EVERY_NANOS * EVERY_NANOS);
    }

    /** On a thread of its own. */
    private void ask() {
        try {
            long took = 0;
            while (true) {
                TimeUnit.NANOSECONDS.sleep(Math.max(EVERY_NANOS - took, took * REST_FACTOR));
                long begun = System.nanoTime();
                int suspendedBefore = suspensions.get();
                try {
                    events.add(new Event(source.read(true), null));
                } catch (SilentException silent) {
                    // Shown by the age of the last answer.
                    took = 0;
                    continue;
                } catch (UnreachableException forGood) {
                    events.add(new Event(null, forGood));
                    return;
                }
                took = suspensions.get() == suspendedBefore ? System.nanoTime() - begun : 0;
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError mistake) {
            events.add(new Event(
                    null,
                    new UnreachableException("The answer could not be read (" + Printable.line(mistake.toString())
                            + "), which is a mistake of Pollwatch's")));
        }
    }
}
