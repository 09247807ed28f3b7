package dev.pollwatch.keepalive;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The times that verdicts go by, all in nanoseconds.
 *
 * @param intervalNanos the keepalive interval
 * @param deadAfterSetNanos {@code dead-after} where it was set, 0 where it follows the interval
 * @param sleepLimitNanos SLEEP for longer is DEAD; 0 for no limit
 * @param retentionNanos how long the row of an ended thread stays
 */
public record Timing(long intervalNanos, long deadAfterSetNanos, long sleepLimitNanos, long retentionNanos) {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
    private static final Duration LONGEST_DEAD_AFTER = Duration.ofDays(1);
    private static final long LONGEST_CHECK_PERIOD_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SHORTEST_NAP_NANOS = Duration.ofMillis(10).toNanos();
    private static final long LONGEST_NAP_NANOS = Duration.ofMillis(50).toNanos();
    private static final int GLIMPSES_PER_CHECK = 5;
    private static final long LONGEST_PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();
    private static final long LONGEST_STARVED_NANOS = Duration.ofSeconds(10).toNanos();
    private static final long SHORTEST_HOST_PAUSE_NANOS = Duration.ofMillis(100).toNanos();

    /**
     * Makes it from options.
     *
     * @param interval the keepalive interval, 10 ms to 1 h
     * @param deadAfter {@code null} to follow the interval
     * @param sleepLimit {@code null} for none
     * @param retention how long the row of an ended thread stays
     * @return the times
     * @throws IllegalArgumentException when one is out of bounds
     */
    public static Timing of(
            Duration interval, @Nullable Duration deadAfter, @Nullable Duration sleepLimit, Duration retention) {
        return new Timing(0, 0, sleepLimit == null ? 0 : sleepLimit.toNanos(), retention.toNanos())
                .withInterval(interval)
                .withDeadAfter(deadAfter);
    }

    Timing withInterval(Duration interval) {
        if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
            throw new IllegalArgumentException(
                    "the keepalive interval must be 10 ms to 1 h, not " + interval.toMillis() + " ms");
        }
        return new Timing(interval.toNanos(), deadAfterSetNanos, sleepLimitNanos, retentionNanos);
    }

    Timing withDeadAfter(@Nullable Duration deadAfter) {
        if (deadAfter == null) {
            return this;
        }
        if (deadAfter.isZero() || deadAfter.isNegative() || deadAfter.compareTo(LONGEST_DEAD_AFTER) > 0) {
            throw new IllegalArgumentException(
                    "dead-after must be more than 0 and at most 24 h, not " + deadAfter.toMillis() + " ms");
        }
        return new Timing(intervalNanos, deadAfter.toNanos(), sleepLimitNanos, retentionNanos);
    }

    /** No progress for this long is DEAD. */
    long deadAfterNanos() {
        return deadAfterSetNanos == 0 ? 2 * intervalNanos : deadAfterSetNanos;
    }

    /** How often the dispatcher looks: four times in an interval, and once a second at least, so that a long one still shows news. */
    long checkPeriodNanos() {
        return Math.min(intervalNanos / 4, LONGEST_CHECK_PERIOD_NANOS);
    }

    /**
     * How long the dispatcher naps between two looks at the clock, several of which make a check period: no oftener than the JVM's own
     * periodic thread wakes up.
     */
    long napNanos() {
        long period = checkPeriodNanos();
        return Math.min(period, Math.max(SHORTEST_NAP_NANOS, Math.min(period / 2, LONGEST_NAP_NANOS)));
    }

    /** How often the dispatcher glimpses at the words between two looks, where it naps that short. */
    long glimpsePeriodNanos() {
        return checkPeriodNanos() / GLIMPSES_PER_CHECK;
    }

    /** What comes later than this was kept from running: a host pause. */
    long hostPauseNanos() {
        return Math.max(SHORTEST_HOST_PAUSE_NANOS, intervalNanos / 2);
    }

    /** The verdict on a thread that runs waits so long at most to hear that it is idle after all. */
    long graceNanos() {
        return intervalNanos / 2;
    }

    /** And on one that waits for something, so long: on a busy machine the answer may come late, as the diagnosis may. */
    long patienceNanos() {
        return Math.max(graceNanos(), LONGEST_PATIENCE_NANOS);
    }

    /**
     * And so long from the question on while the thread that asks gets no CPU, or too little, for what it does; or after {@code dead-after} while
     * other threads are in the way of an answer.
     */
    long longestPatienceNanos() {
        return LONGEST_STARVED_NANOS;
    }

    Verdict.Limits limitsFor(LoopPolicy policy) {
        Duration own = policy.deadAfter();
        return new Verdict.Limits(
                own == null ? deadAfterNanos() : own.toNanos(), sleepLimitNanos, policy.deadOnReturn());
    }
}
