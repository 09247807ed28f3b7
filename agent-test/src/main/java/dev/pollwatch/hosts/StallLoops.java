package dev.pollwatch.hosts;

/** Poll loops that go round a few times and then stand still in the way that they were given. */
final class StallLoops {

    private static final int PASSES = 20;

    private final IdleWay way;
    private int passes;

    StallLoops(IdleWay way) {
        this.way = way;
    }

    /** The loop. */
    void poll() throws Exception {
        while (true) {
            handle();
        }
    }

    /** One that returns after the last pass; its rule says that it must not. */
    void pollOnce() throws Exception {
        while (passes < PASSES) {
            handle();
        }
    }

    /** One that stands still before its first pass. */
    void begin() throws Exception {
        way.await();
        while (true) {
            handle();
        }
    }

    private void handle() throws Exception {
        passes++;
        if (passes > PASSES) {
            way.await();
        } else {
            Thread.sleep(5);
        }
    }
}
