package dev.pollwatch.keepalive;

/**
 * The clock that verdicts go by: it advances at each check by the time since the check before, but by no more than a check period.
 * Time in which the dispatcher could not look (GC, safepoint, SIGSTOP, a suspended machine) is nobody's fault, so it is not held
 * against a poll thread; Cassandra's local pause guard had the idea.
 */
final class VerdictClock {

    private long verdictNanos;
    private long lastCheck;
    private long pauses;
    private long pauseNanos;

    VerdictClock(long nanos) {
        this.lastCheck = nanos;
    }

    /**
     * A check begins.
     *
     * @param nanos elapsed time
     * @param timing the times in force
     * @return the length of the host pause that this check ends, 0 where there was none
     */
    long tick(long nanos, Timing timing) {
        long elapsed = Math.max(0, nanos - lastCheck);
        lastCheck = nanos;
        verdictNanos += Math.min(elapsed, timing.checkPeriodNanos());
        long late = elapsed - timing.checkPeriodNanos();
        if (late <= timing.hostPauseNanos()) {
            return 0;
        }
        pauses++;
        pauseNanos += late;
        return late;
    }

    /** A check of a paused watch: the clock stands still. */
    void standStill(long nanos) {
        lastCheck = nanos;
    }

    long verdictNanos() {
        return verdictNanos;
    }

    long lastCheck() {
        return lastCheck;
    }

    long pauses() {
        return pauses;
    }

    long pauseNanos() {
        return pauseNanos;
    }
}
