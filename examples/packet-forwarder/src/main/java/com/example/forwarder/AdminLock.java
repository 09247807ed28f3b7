package com.example.forwarder;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** A monitor that a thread named {@code admin-0} holds for a while, so that a poll loop can be made to wait for it. */
final class AdminLock {
    /** The monitor's class; a thread dump names it. */
    private static final class Monitor {
        private long acquisitions;
    }

    private final Monitor monitor = new Monitor();
    private final Semaphore admin = new Semaphore(1);

    /**
     * Returns once {@code admin-0} holds the monitor, which it does for that long.
     *
     * @return false when it still holds it on behalf of an earlier call
     */
    boolean hold(Duration length) throws InterruptedException {
        if (!admin.tryAcquire()) {
            return false;
        }
        CountDownLatch held = new CountDownLatch(1);
        Thread thread = new Thread(() -> holdMonitor(length, held), "admin-0");
        thread.setDaemon(true);
        thread.start();
        held.await();
        return true;
    }

    private void holdMonitor(Duration length, CountDownLatch held) {
        try {
            synchronized (monitor) {
                held.countDown();
                Thread.sleep(length.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            admin.release();
        }
    }

    /** Blocks for as long as {@code admin-0} holds the monitor. */
    void acquireAndRelease() {
        synchronized (monitor) {
            monitor.acquisitions++;
        }
    }
}
