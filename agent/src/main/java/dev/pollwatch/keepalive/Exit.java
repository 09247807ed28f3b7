package dev.pollwatch.keepalive;

import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;

/** How a loop was left. */
enum Exit {
    /** By a return. */
    RETURNED,
    /** By an interrupt that came out as an exception: somebody asked it to end. */
    INTERRUPTED,
    /** Not by the thread itself: it is to call no longer, by what an {@code end} rule says, or under this name. */
    CLOSED,
    /** By any other Throwable. */
    THREW;

    static Exit by(@Nullable Throwable thrown) {
        if (thrown == null) {
            return RETURNED;
        }
        return thrown instanceof InterruptedException || thrown instanceof ClosedByInterruptException
                ? INTERRUPTED
                : THREW;
    }
}
