package dev.pollwatch.view;

/** Durations as people read them. */
public final class Elapsed {

    private static final long MILLI = 1_000_000;
    private static final long SECOND = 1000 * MILLI;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Elapsed() {}

    /**
     * Writes a duration with its two largest units at most, rounded down.
     *
     * @param nanos nanoseconds, not negative
     * @return {@code <1ms}, {@code 4ms}, {@code 14.1s}, {@code 5m3s}, {@code 3h12m} or {@code 2d4h}; {@code 0s} for nothing
     */
    public static String text(long nanos) {
        if (nanos <= 0) {
            return "0s";
        }
        if (nanos < MILLI) {
            return "<1ms";
        }
        if (nanos < SECOND) {
            return nanos / MILLI + "ms";
        }
        if (nanos < MINUTE) {
            long tenths = nanos / (SECOND / 10);
            return tenths % 10 == 0 ? tenths / 10 + "s" : tenths / 10 + "." + tenths % 10 + "s";
        }
        if (nanos < HOUR) {
            return two(nanos, MINUTE, "m", SECOND, "s");
        }
        if (nanos < DAY) {
            return two(nanos, HOUR, "h", MINUTE, "m");
        }
        return two(nanos, DAY, "d", HOUR, "h");
    }

    private static String two(long nanos, long large, String largeUnit, long small, String smallUnit) {
        long rest = nanos % large / small;
        return nanos / large + largeUnit + (rest == 0 ? "" : rest + smallUnit);
    }
}
