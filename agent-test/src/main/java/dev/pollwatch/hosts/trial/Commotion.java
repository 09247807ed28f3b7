package dev.pollwatch.hosts.trial;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What a host may do to its own poll threads. */
final class Commotion {

    private static final int CHUNK = 1024;
    private static final int DEEP = 60;
    private static final int AT_ONCE = 100;

    private final List<Object[]> held = new ArrayList<>();
    private final Copies copies = new Copies();
    private final CountDownLatch never = new CountDownLatch(1);

    /** Keeps so many MiB of small objects for good. */
    void hold(int mebibytes) {
        for (int i = 0; i < mebibytes; i++) {
            Object[] some = new Object[4 * CHUNK];
            for (int j = 0; j < some.length; j++) {
                some[j] = new byte[CHUNK / 4 - 16];
            }
            held.add(some);
        }
    }

    /** Collects everything, so many times without a rest between. */
    static void collect(int times) {
        for (int i = 0; i < times; i++) {
            System.gc();
        }
    }

    /** How many collections there were, and how many milliseconds they took. */
    static String collections() {
        long count = 0;
        long millis = 0;
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += bean.getCollectionCount();
            millis += bean.getCollectionTime();
        }
        return count + " " + millis;
    }

    /** Loads so many classes. */
    void load(int count) {
        copies.load(count);
    }

    /** Runs so many threads that do nothing and have stacks to show. */
    void crowd(int count) {
        CountDownLatch there = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            Thread thread = new Thread(() -> stand(DEEP, there), "crowd-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        await(there);
    }

    /** Has all threads stop for their stacks to be seen, again and again; says how often. */
    static int storm(long millis) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        int times = 0;
        while (System.nanoTime() - end < 0) {
            if (threads.findDeadlockedThreads() != null
                    || Thread.getAllStackTraces().isEmpty()) {
                throw new IllegalStateException("a deadlock among threads that are well");
            }
            times += 2;
        }
        return times;
    }

    /** Starts so many poll threads, which end at once, and waits for the last one; gives what each noted of itself. */
    static List<Passes> threads(int count, Handler handler, RunningTime time) throws InterruptedException {
        List<Passes> noted = new ArrayList<>();
        Semaphore places = new Semaphore(AT_ONCE);
        for (int i = 0; i < count; i++) {
            places.acquire();
            Passes passes = new Passes("brief-" + i, time);
            noted.add(passes);
            Thread thread = new Thread(
                    () -> {
                        if (WellLoops.brief(passes, handler) > 0) {
                            passes.ends();
                            places.release();
                        }
                    },
                    "brief-" + i);
            thread.setDaemon(true);
            thread.start();
        }
        places.acquire(AT_ONCE);
        places.release(AT_ONCE);
        return noted;
    }

    private void stand(int deep, CountDownLatch there) {
        if (deep > 0) {
            stand(deep - 1, there);
            return;
        }
        there.countDown();
        await(never);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
