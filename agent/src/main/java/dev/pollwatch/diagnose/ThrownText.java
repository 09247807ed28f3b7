package dev.pollwatch.diagnose;

import dev.pollwatch.keepalive.Diagnosis;
import org.jspecify.annotations.Nullable;

/**
 * What can be told of the exception by which a loop was left. It is the host's: its methods may fail, or wait for a lock for ever, and
 * hold up nobody but themselves.
 */
final class ThrownText {

    static final String WORD = "THREW";

    /** Some who never come back, and the next are only told by their class. */
    private static final int MOST_HANGING = 4;

    /** A new thread may get no CPU for hundreds of milliseconds on a loaded machine, and without a message a THREW says little. */
    private static final long PATIENCE_MILLIS = 1_000;

    /** Hundreds of exceptions, each of which takes its time, must not hold up what is to be found of others. */
    private static final long MOST_NANOS = 2_000_000_000L;

    private final Asking asking = new Asking(MOST_HANGING, PATIENCE_MILLIS);

    /**
     * What can be told of one.
     *
     * @param thrown the exception
     * @param spentNanos how long others of the same lot have taken already
     */
    Diagnosis diagnosis(@Nullable Throwable thrown, long spentNanos) {
        if (thrown == null) {
            return Diagnosis.of(WORD, "the loop was left by an exception that is no longer at hand");
        }
        Diagnosis byClass = Diagnosis.of(WORD, Frames.classOf(thrown));
        return spentNanos >= MOST_NANOS ? byClass : asking.ask(() -> asked(thrown), byClass);
    }

    private static Diagnosis asked(Throwable thrown) {
        String what = Frames.describe(thrown);
        Stacks.Taken stack = Stacks.ofThrowable(thrown);
        StackTraceElement at = stack.telling();
        return new Diagnosis(WORD, what + (at == null ? "" : " at " + Frames.brief(at)), stack.text());
    }
}
