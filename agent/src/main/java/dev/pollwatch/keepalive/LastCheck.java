package dev.pollwatch.keepalive;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;

/**
 * When the dispatcher looked last. When the whole process has stood still, a reader may run before the dispatcher does and take it for hung;
 * so who finds it overdue first gives it a moment. Only touched under the dispatcher's lock, but for the time itself.
 */
final class LastCheck {

    /** From when it was first found overdue on; after that nobody waits any more. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Condition done;
    private volatile long nanos;
    private boolean foundOverdue;
    private long overdueNanos;
    private long giveUpAt;

    LastCheck(Condition done, long nanos) {
        this.done = done;
        this.nanos = nanos;
    }

    long nanos() {
        return nanos;
    }

    /** A check that began then is through. */
    void done(long began) {
        nanos = began;
        foundOverdue = false;
        done.signalAll();
    }

    /** A check is overdue; waits a moment for it. */
    void await() {
        // By the system's clock: it is the reader who waits, and not what is watched.
        long now = System.nanoTime();
        if (!foundOverdue) {
            foundOverdue = true;
            overdueNanos = nanos;
            giveUpAt = now + GRACE_NANOS;
        }
        long left = giveUpAt - now;
        try {
            while (left > 0 && overdueNanos == nanos) {
                left = done.awaitNanos(left);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
