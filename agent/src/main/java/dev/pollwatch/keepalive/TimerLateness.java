package dev.pollwatch.keepalive;

import java.util.Arrays;

/**
 * How punctually naps end on this machine. Timers are late by some part of a millisecond everywhere, and by more on some machines; that is
 * no pause. What is later than that, and often, is: one nap in five that ends within a pause means that the host stands still for a fifth of
 * its time, however short each of the pauses is.
 */
final class TimerLateness {

    /** So many naps tell what the timers can do. */
    private static final int WINDOW = 32;

    /** The more punctual part of them: pauses spoil it only where the host stands still for most of the time. */
    private static final int PUNCTUAL = WINDOW / 3;

    private static final int TIMES_PUNCTUAL = 3;

    private static final long SHORTEST_TOLERANCE_NANOS = 400_000;

    /** Also until a window is full. */
    private static final long LONGEST_TOLERANCE_NANOS = 2_000_000;

    /** The latest naps weigh most in what is often: each a sixteenth, the one before it a sixteenth of what is left, and so on. */
    private static final int WEIGHT = 16;

    private static final double OFTEN = 3.0 / WEIGHT;

    private final long[] window = new long[WINDOW];
    private int naps;
    private long tolerance = LONGEST_TOLERANCE_NANOS;
    private double lateOnes;

    /** A nap was slept to its end. */
    void napEnded(long late) {
        lateOnes += ((late > tolerance ? 1 : 0) - lateOnes) / WEIGHT;
        window[naps] = late;
        naps++;
        if (naps == WINDOW) {
            Arrays.sort(window);
            tolerance = Math.min(LONGEST_TOLERANCE_NANOS, SHORTEST_TOLERANCE_NANOS + TIMES_PUNCTUAL * window[PUNCTUAL]);
            naps = 0;
        }
    }

    /** Who is later than this was kept from running: 0.4 to 2 ms. */
    long toleranceNanos() {
        return tolerance;
    }

    /** Whether that happens again and again. */
    boolean oftenLate() {
        return lateOnes > OFTEN;
    }
}
