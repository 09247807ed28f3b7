package dev.pollwatch.keepalive;

/** Where the core takes its times from: the JVM, if nothing else is said. Tests bring their own. */
public interface Clock {

    /** The JVM's clocks. */
    Clock SYSTEM = new Clock() {};

    /**
     * Elapsed monotonic time; all verdicts go by it.
     *
     * @return nanoseconds from an arbitrary origin
     */
    default long nanoTime() {
        return System.nanoTime();
    }

    /**
     * Wall clock time, for display only.
     *
     * @return milliseconds since 1970
     */
    default long epochMillis() {
        return System.currentTimeMillis();
    }

    /**
     * Time since the machine was started, in which time that it was suspended counts.
     *
     * @return nanoseconds, −1 where nobody can tell
     */
    default long bootNanos() {
        return -1;
    }
}
