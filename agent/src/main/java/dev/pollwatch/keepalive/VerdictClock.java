package dev.pollwatch.keepalive;

/**
 * The clock that verdicts go by. The dispatcher naps, and tells at the end of each nap how long it was to be: where it was no longer, all of
 * it counts. What it was late by (GC, safepoint, SIGSTOP, a suspended machine, overload) does not count, and is taken once more from the
 * nap itself, since nobody knows which part of a nap the process stood still. So a thread is held to the time in which it could run, give or
 * take a nap, and pauses do not add up. Cassandra's local pause guard had the idea.
 */
final class VerdictClock {

    /**
     * So late is not late as a rule: schedulers are no better where others want the CPU, too. It is a pause only where it happens so often
     * that it adds up.
     */
    private static final long SHORTEST_TOLERANCE_NANOS = 4_000_000;

    private static final int TOLERATED_PART = 8;

    /**
     * Where one nap after the other ends late, though by no more than a busy scheduler makes it, so much of the time counts all the same: else a
     * hang on a machine that is overloaded for good would never be found. Where they are later, a millisecond of each.
     */
    private static final int LEAST_PART = 8;

    private static final long OVERLOAD_NANOS = 50_000_000;

    /** For so long after it was late the dispatcher naps shorter, which measures short pauses in close succession. */
    private static final long WARY_NANOS = 1_000_000_000L;

    private static final long WARY_NAP_NANOS = 5_000_000;
    /** And so long right after a nap of which nothing counted: the next pause may be near. */
    private static final long SHORTEST_NAP_NANOS = 1_000_000;

    /** No nap, but the way from one to a check. */
    private static final long NO_NAP_NANOS = SHORTEST_NAP_NANOS / 2;

    /** The golden section: its multiples come nowhere near a common beat. */
    private static final double STRIDE = 0.618_033_988_749_895;

    private final TimerLateness timers = new TimerLateness();
    private long verdictNanos;
    private long smallDelayNanos;
    private double irregular;
    private long last;
    private boolean stoodStill;
    private boolean wary;
    private long lastLate;
    private long pauses;
    private long pauseNanos;

    VerdictClock(long nanos) {
        this.last = nanos;
    }

    /**
     * A nap has ended.
     *
     * @param nanos elapsed time
     * @param planned how long it was to be; whatever else went by since the clock was told the time last is a delay
     * @param timing the times in force
     * @return the length of the host pause that ended with it, 0 where there was none
     */
    long tick(long nanos, long planned, Timing timing) {
        long elapsed = Math.max(0, nanos - last);
        long nap = Math.min(elapsed, planned);
        last = nanos;
        long late = elapsed - nap;
        if (planned > 0 && nap == planned) {
            timers.napEnded(late);
        }
        long tolerance = wary && timers.oftenLate()
                ? timers.toleranceNanos()
                : Math.max(SHORTEST_TOLERANCE_NANOS, nap / TOLERATED_PART);
        if (late <= tolerance) {
            verdictNanos += elapsed;
            stoodStill = stoodStill && elapsed < NO_NAP_NANOS;
            if (timers.oftenLate()) {
                beWary(nanos);
            }
            wary = wary && nanos - lastLate < WARY_NANOS;
            return 0;
        }
        // A pause within a nap is seen only where it happens to last until its end. While there may be more of them a
        // nap that is late counts nothing, which is right on the average, however short they are.
        long sure = wary ? 0 : nap - (late - tolerance);
        long least = late > OVERLOAD_NANOS ? Math.min(nap, SHORTEST_NAP_NANOS) : elapsed / LEAST_PART;
        long counts = stoodStill ? Math.max(sure, least) : Math.max(sure, 0);
        verdictNanos += counts;
        smallDelayNanos += (late > OVERLOAD_NANOS ? nap : elapsed) - counts;
        stoodStill = sure <= 0;
        beWary(nanos);
        if (late <= timing.hostPauseNanos()) {
            return 0;
        }
        pauses++;
        pauseNanos += late;
        return late;
    }

    private void beWary(long nanos) {
        wary = true;
        lastLate = nanos;
    }

    /** The dispatcher did its work: time as good as a nap, if it was not held up in it. */
    void worked(long nanos) {
        long elapsed = nanos - last;
        if (elapsed <= OVERLOAD_NANOS) {
            verdictNanos += elapsed;
            last = nanos;
        }
    }

    /** How long the dispatcher is to nap next, at most. No nap is like the one before, so that none fall in step with a host's pauses. */
    long napNanos(Timing timing) {
        long usual = timing.napNanos();
        if (stoodStill) {
            return Math.min(usual, SHORTEST_NAP_NANOS);
        }
        irregular += STRIDE;
        irregular -= Math.floor(irregular);
        return (long) ((wary ? Math.min(usual, WARY_NAP_NANOS) : usual) * (1 + irregular) / 2);
    }

    /** Time until now is not looked at: nobody was there to look, or the watch is paused. */
    void standStill(long nanos) {
        last = nanos;
    }

    /** The machine was suspended for so long; the clock that this one is told by stood still meanwhile. */
    void suspended(long nanos) {
        pauses++;
        pauseNanos += nanos;
    }

    long verdictNanos() {
        return verdictNanos;
    }

    /** What the verdict time lacks because of delays, without the delays themselves where they are of more than 50 ms. */
    long smallDelayNanos() {
        return smallDelayNanos;
    }

    long pauses() {
        return pauses;
    }

    long pauseNanos() {
        return pauseNanos;
    }
}
