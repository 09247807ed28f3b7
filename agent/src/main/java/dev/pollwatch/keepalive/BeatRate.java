package dev.pollwatch.keepalive;

/** Header passes per second, over windows of a second; until the first is full, over what there is of it. */
final class BeatRate {

    private static final long WINDOW_NANOS = 1_000_000_000L;

    private long start;
    private long beatsAtStart;
    private boolean full;
    private double perSecond;

    BeatRate(long nanos, long beats) {
        start = nanos;
        beatsAtStart = beats;
    }

    void update(long nanos, long beats) {
        long window = nanos - start;
        boolean whole = window >= WINDOW_NANOS;
        if (whole || (!full && window > 0)) {
            perSecond = (beats - beatsAtStart) * 1e9 / window;
        }
        if (whole) {
            full = true;
            start = nanos;
            beatsAtStart = beats;
        }
    }

    double perSecond() {
        return perSecond;
    }
}
