package dev.pollwatch.guests;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A poll thread that takes orders: {@code go}, {@code sleep}, {@code stall}, {@code throw}, {@code return}. To its host it is a
 * {@link Consumer} of orders and a {@link Runnable} whose end is that of the loop.
 */
public final class Guest implements Consumer<String>, Runnable {

    private static final long REST_NANOS = 1_000_000;

    private final Mailbox mailbox = new Mailbox();
    private volatile String order = "go";

    /** Made by whoever has its class. */
    public Guest() {}

    /**
     * Runs the loop on a thread of its own. An exception that ends it is nobody's business but the agent's.
     *
     * @param name the thread's name
     * @return the thread, started
     */
    public Thread start(String name) {
        Thread thread = new Thread(this, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, throwable) -> {});
        thread.start();
        return thread;
    }

    @Override
    public void accept(String next) {
        order = next;
        mailbox.add(next);
    }

    @Override
    public void run() {
        try {
            poll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void poll() throws InterruptedException {
        while (!order.equals("return")) {
            if (order.equals("sleep")) {
                mailbox.take();
            } else {
                obey();
            }
        }
    }

    private void obey() {
        while (order.equals("stall")) {
            Thread.onSpinWait();
        }
        if (order.equals("throw")) {
            throw new GuestException("told to throw");
        }
        LockSupport.parkNanos(REST_NANOS);
    }
}
