package dev.pollwatch.keepalive;

/** Counts a row's stalls and their length, in nanoseconds of elapsed time. */
final class StallTally {

    private long count;
    private long endedNanos;
    private long longestNanos;
    private long start;

    void begin(long at) {
        count++;
        start = at;
    }

    /** Gives the length of the stall that ends. */
    long end(long at) {
        long length = at - start;
        endedNanos += length;
        longestNanos = Math.max(longestNanos, length);
        return length;
    }

    long count() {
        return count;
    }

    /** The length of all together, the present one included if there is one. */
    long nanos(boolean stalling, long now) {
        return endedNanos + (stalling ? now - start : 0);
    }

    long longestNanos(boolean stalling, long now) {
        return stalling ? Math.max(longestNanos, now - start) : longestNanos;
    }
}
