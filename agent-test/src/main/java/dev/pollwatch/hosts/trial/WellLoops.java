package dev.pollwatch.hosts.trial;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Poll loops that are well, each in its way. */
final class WellLoops {

    private static final long SHORT_MILLIS = 20;
    private static final long LONG_MILLIS = 3_600_000;

    private final Passes passes;
    private final Handler handler;
    private final long intervalMillis;
    private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();
    private final Selector selector;

    /** Whether it takes from the queue. */
    private volatile boolean fed;

    WellLoops(Passes passes, Handler handler, long intervalMillis) throws IOException {
        this.passes = passes;
        this.handler = handler;
        this.intervalMillis = intervalMillis;
        this.selector = Selector.open();
    }

    /** Somebody has work for it. */
    void feed() {
        if (queue.isEmpty()) {
            queue.add(this);
            if (fed) {
                passes.called();
            }
        }
        selector.wakeup();
    }

    /** Goes round all the time. */
    void napping() {
        while (true) {
            passes.pass();
            handler.nap();
        }
    }

    /** Has an iteration that takes long now and then. */
    void handling() {
        while (true) {
            passes.pass();
            handler.handle();
        }
    }

    /** Works for half of an interval, and sleeps for the other half. */
    void bursts() throws InterruptedException {
        BlockingQueue<Object> empty = new LinkedBlockingQueue<>();
        while (true) {
            passes.pass();
            handler.compute(intervalMillis / 2);
            passes.sleeps();
            empty.poll(intervalMillis / 2, TimeUnit.MILLISECONDS);
            passes.woke();
        }
    }

    /** Sleeps in a sleep point until there is work. */
    void taking() throws InterruptedException {
        while (true) {
            passes.sleeps();
            queue.take();
            passes.woke();
        }
    }

    /** Looks for work now and then. */
    void polling() throws InterruptedException {
        BlockingQueue<Object> empty = new LinkedBlockingQueue<>();
        while (true) {
            passes.sleeps();
            empty.poll(SHORT_MILLIS, TimeUnit.MILLISECONDS);
            passes.woke();
        }
    }

    /** Selects, and is woken. */
    void selecting() throws IOException {
        while (true) {
            passes.sleeps();
            selector.select();
            passes.woke();
        }
    }

    /** Sleeps for a while. */
    void sleeping() throws InterruptedException {
        while (true) {
            passes.sleeps();
            Thread.sleep(SHORT_MILLIS);
            passes.woke();
        }
    }

    /** Waits in a helper; whether for long or not is the caller's to say. */
    void idle() throws InterruptedException {
        while (true) {
            next();
        }
    }

    /** The same loop, with work for it now and then. */
    void idleAtTimes() throws InterruptedException {
        fed = true;
        while (true) {
            nextForAWhile();
        }
    }

    private void next() throws InterruptedException {
        passes.sleeps();
        BlockingQueue<Object> empty = new LinkedBlockingQueue<>();
        empty.poll(LONG_MILLIS, TimeUnit.MILLISECONDS);
        passes.woke();
    }

    private void nextForAWhile() throws InterruptedException {
        passes.sleeps();
        queue.poll(LONG_MILLIS, TimeUnit.MILLISECONDS);
        passes.woke();
    }

    /** Is over soon. */
    static int brief(Passes passes, Handler handler) {
        int done = 0;
        while (done < 4) {
            passes.pass();
            done++;
            handler.nap();
        }
        return done;
    }
}
