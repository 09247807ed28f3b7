package dev.pollwatch.os;

/**
 * What the kernel says of one thread. −1 and empty where it says nothing.
 *
 * @param core the CPU it last ran on, −1 unknown
 * @param allowedCores the CPUs it may run on, as the kernel lists them ({@code 0-3,8}), empty when unknown
 * @param kernelState one letter: {@code R} running or runnable, {@code S} sleeping, {@code D} in disk wait …; empty when unknown
 * @param cpuPercent its share of one CPU over the last window, −1 unknown
 * @param cpuNanos CPU time it has used, −1 unknown
 * @param runQueueWaitNanos time it was runnable and waited for a CPU, −1 unknown
 * @param voluntarySwitches how often it gave up the CPU, −1 unknown
 * @param involuntarySwitches how often the CPU was taken from it, −1 unknown
 */
public record TaskFacts(
        int core,
        String allowedCores,
        String kernelState,
        double cpuPercent,
        long cpuNanos,
        long runQueueWaitNanos,
        long voluntarySwitches,
        long involuntarySwitches) {

    /** Nothing is known: no such task, or no {@code /proc}. */
    public static final TaskFacts UNKNOWN = new TaskFacts(-1, "", "", -1, -1, -1, -1, -1);
}
