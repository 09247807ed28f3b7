package dev.pollwatch.keepalive;

/** Where the core takes its times from; tests bring their own. */
public interface Clock {

    /** The JVM's clocks. */
    Clock SYSTEM = new Clock() {
        @Override
        public long nanoTime() {
            return System.nanoTime();
        }

        @Override
        public long epochMillis() {
            return System.currentTimeMillis();
        }
    };

    /**
     * Elapsed monotonic time; all verdicts go by it.
     *
     * @return nanoseconds from an arbitrary origin
     */
    long nanoTime();

    /**
     * Wall clock time, for display only.
     *
     * @return milliseconds since 1970
     */
    long epochMillis();

    /**
     * Time since the machine was started, in which time that it was suspended counts.
     *
     * @return nanoseconds, −1 where nobody can tell
     */
    default long bootNanos() {
        return -1;
    }
}
