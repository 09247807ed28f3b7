package dev.pollwatch.os;

/**
 * One look at a thread, to be compared with a later one; unlike {@link TaskFacts} never an old one.
 *
 * @param nanos when, by {@link System#nanoTime()}
 * @param now its state and switches
 * @param cpuNanos CPU time it has used, −1 unknown
 * @param runQueueWaitNanos time it was runnable and waited for a CPU, −1 unknown; the kernel adds a wait up when it ends
 */
public record TaskLook(long nanos, TaskNow now, long cpuNanos, long runQueueWaitNanos) {

    /**
     * Looks now, at the price of two reads, some 40 µs.
     *
     * @param tid the OS thread id; −1 where the kernel is not to be asked
     * @return what was seen; never an error
     */
    public static TaskLook at(long tid) {
        long nanos = System.nanoTime();
        TaskNow now = LinuxTasks.now(tid);
        if (now.state().isEmpty()) {
            return new TaskLook(nanos, now, -1, -1);
        }
        String[] times = Proc.ofTask(tid, "schedstat").orElse("").trim().split(" ");
        boolean told = times.length >= 2;
        return new TaskLook(
                nanos, now, told ? LinuxTasks.number(times[0]) : -1, told ? LinuxTasks.number(times[1]) : -1);
    }

    /**
     * The same look with CPU time that was learnt elsewhere.
     *
     * @param nanosOfCpu CPU time in nanoseconds
     * @return the look
     */
    public TaskLook withCpu(long nanosOfCpu) {
        return new TaskLook(nanos, now, nanosOfCpu, runQueueWaitNanos);
    }
}
