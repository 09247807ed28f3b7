package dev.pollwatch.hosts.stalls;

/** Counts. Under Serial and Parallel GC the loop, once compiled, has no safepoint poll, and whoever wants one waits until it ends. */
final class Counting implements Way {

    private static final int WARM_UP_ROUNDS = 200;
    private static final int WARM_UP_COUNT = 100_000;

    private static volatile long sink;

    private final StallingThread thread;
    private final int times;

    /**
     * Makes it.
     *
     * @param thread who counts
     * @param times how far, before it begins anew
     */
    Counting(StallingThread thread, int times) {
        this.thread = thread;
        this.times = times;
    }

    /** Has it compiled, or the first stall would be of another kind. */
    @Override
    public void prepare() {
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            count(WARM_UP_COUNT);
        }
    }

    @Override
    public void stand() {
        while (thread.isStalled()) {
            count(times);
        }
    }

    private static void count(int times) {
        long sum = sink;
        for (int i = 0; i < times; i++) {
            sum += (sum ^ i) * 31;
        }
        sink = sum;
    }
}
