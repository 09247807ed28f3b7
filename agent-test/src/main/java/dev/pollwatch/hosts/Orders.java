package dev.pollwatch.hosts;

/**
 * A poll thread's mailbox, looked into once per iteration. What a poll thread does on an order it does in here, which is no poll loop and
 * is not woven.
 */
public final class Orders {

    private volatile Order order;

    /**
     * Makes a mailbox.
     *
     * @param first the order that lies in it
     */
    public Orders(Order first) {
        this.order = first;
    }

    /**
     * Puts in an order in place of the one that is there.
     *
     * @param next the order
     */
    public void give(Order next) {
        order = next;
    }

    /** One iteration's work: obeys the order and rests for a millisecond, so that many poll threads can share a small machine. */
    boolean toldToReturn() {
        while (order == Order.STALL) {
            Thread.onSpinWait();
        }
        if (order == Order.THROW) {
            throw new IllegalStateException("told to throw");
        }
        if (order == Order.RETURN) {
            order = Order.GO;
            return true;
        }
        rest();
        return false;
    }

    /** Idles until told otherwise, and keeps a CPU busy with it: nothing but a rule can tell that this is rest and not work. */
    void idle() {
        while (order == Order.GO) {
            Thread.onSpinWait();
        }
    }

    /** Rests until told otherwise; the order to enter only ends that. */
    void restUntilToldOtherwise() {
        while (order == Order.GO) {
            rest();
        }
        toldToEnter();
    }

    /** Takes the order to enter the inner loop, if that is the order. */
    boolean toldToEnter() {
        if (order != Order.ENTER) {
            return false;
        }
        order = Order.GO;
        return true;
    }

    private static void rest() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            // It has woken the thread, which is all that it is for; left set, it would keep every later rest from being
            // one.
            return;
        }
    }
}
