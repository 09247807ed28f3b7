package dev.pollwatch.keepalive;

/**
 * What was measured of a thread between two looks at it, while its diagnosis was found.
 *
 * @param kernelState the kernel's state letter at the second look, {@code R}, {@code S}, {@code D} …; empty when unknown
 * @param systemCall the system call it was in, {@code read}, or the kernel function that it waited in; empty when in none or unknown
 * @param cpuNanos CPU time that it used between the looks, −1 unknown
 * @param runQueueWaitNanos time between the looks in which it was runnable and waited for a CPU, −1 unknown. The kernel adds a wait up
 *     when it ends, so one that lasts for the whole time is counted as that by its state
 * @param betweenNanos the time between the looks, 0 where there were not two
 */
public record Evidence(
        String kernelState, String systemCall, long cpuNanos, long runQueueWaitNanos, long betweenNanos) {

    /** Nothing was measured. */
    public static final Evidence NONE = new Evidence("", "", -1, -1, 0);

    private static final long NANOS_PER_MILLI = 1_000_000;

    /**
     * All of it in one line.
     *
     * @return such as {@code kernel state S in read, CPU 0 ms, run-queue wait 0 ms in 60 ms}; empty where nothing was measured
     */
    public String line() {
        StringBuilder line = new StringBuilder();
        if (!kernelState.isEmpty()) {
            line.append("kernel state ").append(kernelState);
        }
        if (!systemCall.isEmpty()) {
            line.append(line.length() == 0 ? "in " : " in ").append(systemCall);
        }
        if (betweenNanos > 0 && cpuNanos >= 0) {
            line.append(line.length() == 0 ? "CPU " : ", CPU ").append(millis(cpuNanos));
            if (runQueueWaitNanos >= 0) {
                line.append(", run-queue wait ").append(millis(runQueueWaitNanos));
            }
            line.append(" in ").append(millis(betweenNanos));
        }
        return line.toString();
    }

    private static String millis(long nanos) {
        return nanos / NANOS_PER_MILLI + " ms";
    }
}
