package dev.pollwatch.keepalive;

/**
 * Notices that the whole machine was suspended: the time since boot counts that, and the clock that verdicts go by does not. So no thread is
 * held to it in any case; it is told all the same, since peers and timers of the host will have noticed. Of the dispatcher alone, and never under
 * a lock: it reads a file.
 */
final class Suspensions {

    /** One reading costs some microseconds. */
    private static final long PERIOD_NANOS = 1_000_000_000L;

    /** A difference that neither the coarse clock nor a slow reading makes. */
    private static final long LEAST_NANOS = 1_000_000_000L;

    /** Where reading took longer, the process stood still meanwhile, and what was read fits to neither time. */
    private static final long PROMPT_NANOS = 100_000_000L;

    private final Clock clock;
    private long ahead;
    private boolean known;
    private long nextLook;

    Suspensions(Clock clock) {
        this.clock = clock;
        this.nextLook = clock.nanoTime();
    }

    /** What happens until this is asked next is not to be told; gives 0. */
    long lookAway() {
        known = false;
        nextLook = clock.nanoTime();
        return 0;
    }

    /** Gives how long the machine was suspended since this was last asked, 0 where it was not or nobody can tell. */
    long past() {
        long before = clock.nanoTime();
        if (before - nextLook < 0) {
            return 0;
        }
        nextLook = before + PERIOD_NANOS;
        long boot = clock.bootNanos();
        long after = clock.nanoTime();
        if (boot < 0 || after - before > PROMPT_NANOS) {
            return 0;
        }
        long more = boot - after - ahead;
        if (known && Math.abs(more) < LEAST_NANOS) {
            return 0;
        }
        ahead += more;
        boolean first = !known;
        known = true;
        return first ? 0 : Math.max(0, more);
    }
}
