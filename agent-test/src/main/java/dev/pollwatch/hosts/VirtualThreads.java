package dev.pollwatch.hosts;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.CountDownLatch;

/** Starts virtual threads on a JDK that has them, though these classes are compiled for one that has not. */
final class VirtualThreads {

    private static final int PASSES = 3;

    private VirtualThreads() {}

    static Thread start(Runnable task) {
        try {
            Method start = Thread.class.getMethod("startVirtualThread", Runnable.class);
            return (Thread) start.invoke(null, task);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("no virtual threads here", e);
        }
    }

    /** Runs unnamed ones that each go through a loop or call a poll method, so many at once, and waits for all of them. */
    static void runShort(String kind, int count, int atOnce) throws InterruptedException {
        for (int started = 0; started < count; started += atOnce) {
            CountDownLatch left = new CountDownLatch(atOnce);
            for (int i = 0; i < atOnce; i++) {
                start(() -> {
                    if (kind.equals("call")) {
                        ShortLoops.call(0);
                    } else {
                        ShortLoops.run(PASSES);
                    }
                    left.countDown();
                });
            }
            left.await();
        }
    }
}
