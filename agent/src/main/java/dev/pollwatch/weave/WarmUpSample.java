package dev.pollwatch.weave;

import java.util.concurrent.ArrayBlockingQueue;

/** Never run: its class file has some of everything that poll loops are made of, for {@link WarmUp} to weave. */
final class WarmUpSample {

    private final ArrayBlockingQueue<Object> queue = new ArrayBlockingQueue<>(1);
    private volatile boolean running = true;

    long poll(long limit) {
        long polled = 0;
        while (running) {
            try {
                for (int i = 0; i < limit; i++) {
                    synchronized (this) {
                        polled += queue.take().hashCode();
                    }
                }
            } catch (InterruptedException end) {
                running = false;
            }
        }
        return polled;
    }
}
