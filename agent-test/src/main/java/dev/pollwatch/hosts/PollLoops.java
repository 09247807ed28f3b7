package dev.pollwatch.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** The poll loops of one thread, one method for each kind. */
public final class PollLoops {

    private static final long LONG_MILLIS = 3_600_000;

    private final Orders orders;
    private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();
    private final Selector selector;

    PollLoops(Orders orders) {
        this.orders = orders;
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes round without blocking. */
    void busy() {
        for (; ; ) {
            if (orders.toldToReturn()) {
                return;
            }
        }
    }

    /** The same, for rules of a test's own. */
    void patient() {
        for (; ; ) {
            if (orders.toldToReturn()) {
                return;
            }
        }
    }

    /** The same, under a rule by which it ought never to return. */
    void endless() {
        while (!orders.toldToReturn()) {
            Thread.onSpinWait();
        }
    }

    /** Does something before its first iteration, and takes as long as it is told to. */
    void slowToBegin() {
        if (orders.toldToReturn()) {
            return;
        }
        do {
            Thread.onSpinWait();
        } while (!orders.toldToReturn());
    }

    /** The same, under a rule that gives it all the time in the world. */
    void patientlyBegun() {
        if (orders.toldToReturn()) {
            return;
        }
        do {
            Thread.onSpinWait();
        } while (!orders.toldToReturn());
    }

    /** Sleeps in each iteration. */
    void sleeping() {
        while (!orders.toldToReturn()) {
            try {
                Thread.sleep(LONG_MILLIS);
            } catch (InterruptedException e) {
                continue;
            }
        }
    }

    /** Sleeps in each iteration; an interrupt is how it ends. */
    void sleepingUntilInterrupted() throws InterruptedException {
        while (!orders.toldToReturn()) {
            Thread.sleep(LONG_MILLIS);
        }
    }

    /** Parks in each iteration. */
    void parking() {
        while (!orders.toldToReturn()) {
            LockSupport.park(this);
            Thread.interrupted();
        }
    }

    /** Takes from a queue that is mostly empty. */
    void taking() {
        while (!orders.toldToReturn()) {
            try {
                queue.take();
            } catch (InterruptedException e) {
                continue;
            }
        }
    }

    /** Selects where nothing is ever ready. */
    void selecting() throws IOException {
        while (!orders.toldToReturn()) {
            selector.select();
            Thread.interrupted();
        }
    }

    /** Idles in a way of its own. */
    void idling() {
        while (!orders.toldToReturn()) {
            orders.idle();
        }
    }

    /** A loop that goes into another poll loop when told to. */
    void outer() {
        while (!orders.toldToReturn()) {
            if (orders.toldToEnter()) {
                inner();
            }
        }
    }

    /** The other one. */
    void inner() {
        while (!orders.toldToReturn()) {
            Thread.onSpinWait();
        }
    }

    /** A loop that no rule names and that calls in each iteration what a rule names; when told to, it says that it calls no more, and rests. */
    void calling() {
        while (!orders.toldToReturn()) {
            called();
            if (orders.toldToEnter()) {
                noMoreCalls();
                orders.restUntilToldOtherwise();
            }
        }
    }

    private void called() {
        selector.keys();
    }

    private void noMoreCalls() {
        selector.wakeup();
    }

    /** A loop that, when told to, has a batch to work off that takes long. */
    void batching() {
        while (!orders.toldToReturn()) {
            if (orders.toldToEnter()) {
                batch();
            }
        }
    }

    private void batch() {
        for (boolean more = true; more; ) {
            for (int i = 0; i < 2 && more; i++) {
                more = !orders.toldToReturn();
            }
        }
    }

    /** Goes into itself when told to. */
    void recursing() {
        while (!orders.toldToReturn()) {
            if (orders.toldToEnter()) {
                recursing();
            }
        }
    }

    /** Wakes the thread out of whatever its loop blocks in. */
    void wake(Thread thread) {
        queue.add(this);
        selector.wakeup();
        thread.interrupt();
    }
}
