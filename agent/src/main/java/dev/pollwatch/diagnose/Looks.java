package dev.pollwatch.diagnose;

import dev.pollwatch.keepalive.Evidence;
import dev.pollwatch.os.TaskLook;

/**
 * Two looks at a thread, and what came of the time between.
 *
 * @param first what the kernel said at first
 * @param second what it said then
 * @param java the Java state at the second look
 * @param carried of a virtual thread, whether a carrier ran it at either look; {@code true} of any other
 * @param throttled how often the process's control group was throttled meanwhile
 */
record Looks(TaskLook first, TaskLook second, Thread.State java, boolean carried, long throttled) {

    /** What a thread is found to do. */
    enum Doing {
        /** It waits, by way of Java. */
        WAITS,
        /** It uses CPU time. */
        RUNS,
        /** It would run, and gets no CPU. */
        STARVES,
        /** The kernel holds it, or stopped it. */
        IN_KERNEL
    }

    /** With this share of a CPU a thread runs, in whatever state it is caught. */
    private static final double RUNNING_SHARE = 0.25;

    /** With less than this, one that is always runnable gets next to nothing: a nice value of 19 beside one of 0 comes to 0.015. */
    private static final double STARVED_SHARE = 0.04;

    /** With less than this in a short time it may still be either. */
    private static final double UNCLEAR_SHARE = 0.10;

    Doing doing() {
        double share = cpuShare();
        if (Waits.mayWait(java)) {
            return share >= RUNNING_SHARE ? Doing.RUNS : Doing.WAITS;
        }
        String state = second.now().state();
        if (state.isEmpty()) {
            return withoutKernel(share);
        }
        if (!state.equals("R")) {
            return share >= RUNNING_SHARE ? Doing.RUNS : Doing.IN_KERNEL;
        }
        if (share < 0 || (throttled == 0 && share >= STARVED_SHARE) || share >= RUNNING_SHARE) {
            return Doing.RUNS;
        }
        // One that was asleep at first has not waited for a CPU all the time: it goes from one system call to the next.
        boolean always = first.now().state().equals("R");
        return always || starved() ? Doing.STARVES : Doing.IN_KERNEL;
    }

    /** A virtual thread, or a system without {@code /proc}. */
    private Doing withoutKernel(double share) {
        if (!carried) {
            return Doing.STARVES;
        }
        return share >= 0 && share < STARVED_SHARE ? Doing.IN_KERNEL : Doing.RUNS;
    }

    /** Whether it wanted a CPU for most of the time and had none. */
    boolean starved() {
        return runQueueWaitNanos() * 2 > betweenNanos();
    }

    /** Whether it wants no CPU. */
    boolean rests() {
        Doing doing = doing();
        return doing == Doing.WAITS || doing == Doing.IN_KERNEL;
    }

    /** Whether a longer time between the looks may tell more: it is runnable and got little. */
    boolean unclear() {
        double share = cpuShare();
        return !Waits.mayWait(java) && second.now().state().equals("R") && share >= 0 && share < UNCLEAR_SHARE;
    }

    /** The CPU time used between the looks over the time between, −1 unknown. */
    double cpuShare() {
        return cpuNanos() < 0 || betweenNanos() <= 0 ? -1 : cpuNanos() / (double) betweenNanos();
    }

    long betweenNanos() {
        return second.nanos() - first.nanos();
    }

    long cpuNanos() {
        return difference(first.cpuNanos(), second.cpuNanos());
    }

    /** How often it went to sleep between the looks, −1 unknown. */
    long naps() {
        return difference(first.now().voluntarySwitches(), second.now().voluntarySwitches());
    }

    long runQueueWaitNanos() {
        long told = difference(first.runQueueWaitNanos(), second.runQueueWaitNanos());
        boolean allTheTime =
                first.now().state().equals("R") && second.now().state().equals("R") && cpuNanos() == 0;
        // The kernel adds up a wait when it ends.
        return told >= 0 && allTheTime ? Math.max(told, betweenNanos()) : told;
    }

    Evidence evidence(String systemCall) {
        return new Evidence(second.now().state(), systemCall, cpuNanos(), runQueueWaitNanos(), betweenNanos());
    }

    private static long difference(long before, long after) {
        return before < 0 || after < 0 ? -1 : Math.max(0, after - before);
    }
}
