package dev.pollwatch.keepalive;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Words that nobody reads, for threads that come by a {@code progress} method outside of any poll loop. There are many, so that threads
 * that run at once seldom write to one cache line.
 */
final class SpareWords {

    private static final int STRIPES =
            Integer.highestOneBit(Math.max(16, 8 * Runtime.getRuntime().availableProcessors()));
    private static final AtomicLongArray[] WORDS = new AtomicLongArray[STRIPES];

    static {
        for (int stripe = 0; stripe < STRIPES; stripe++) {
            WORDS[stripe] = HeartbeatWords.allocate();
        }
    }

    private SpareWords() {}

    /** Always the same for one thread. Ids follow one another, so threads of one pool have words of their own. */
    static AtomicLongArray of(long javaThreadId) {
        return WORDS[(int) javaThreadId & (STRIPES - 1)];
    }
}
