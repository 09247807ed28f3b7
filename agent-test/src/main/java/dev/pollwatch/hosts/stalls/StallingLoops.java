package dev.pollwatch.hosts.stalls;

/** The poll loops. What is done in an iteration is done in {@link StallingThread}, which is no poll loop and is not woven. */
final class StallingLoops {

    /** Iterations of the inner loop in one of the outer. */
    private static final int INNER_PASSES = 20;

    private final StallingThread thread;

    StallingLoops(StallingThread thread) {
        this.thread = thread;
    }

    /** The plain loop. */
    void poll() throws Exception {
        while (true) {
            thread.once();
        }
    }

    /** One that stands still in an inner loop of its own. */
    void pollWithInnerLoop() {
        while (true) {
            if (thread.onceOrStall()) {
                while (thread.isStalled()) {
                    Thread.onSpinWait();
                }
            }
        }
    }

    /** One that returns; its rule says that it must not. */
    void pollAndReturn() {
        while (true) {
            if (thread.onceOrStall()) {
                thread.leaves();
                return;
            }
        }
    }

    /** One that stands still before its first pass. */
    void begin() throws Exception {
        thread.stand();
        while (true) {
            thread.once();
        }
    }

    /** One whose iterations are an inner poll loop. */
    void outer() throws Exception {
        while (true) {
            inner();
        }
    }

    /** The inner poll loop, in which the thread stands still. */
    void inner() throws Exception {
        for (int i = 0; i < INNER_PASSES; i++) {
            thread.once();
        }
    }
}
