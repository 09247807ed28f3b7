package dev.pollwatch.hosts.stalls;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The ways to stand still by their names. All that one needs is made before the thread enters its loop, so that the stall begins when the
 * iteration does.
 */
final class Ways {

    private static final long BRIEFLY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long FOR_A_WHILE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private static final Map<String, Pair> PAIRS = new ConcurrentHashMap<>();

    private static volatile long sink;

    private Ways() {}

    static Way of(StallingThread thread, String way) throws Exception {
        return switch (way) {
            case "spin" -> () -> spin(thread);
            case "monitor" -> behindMonitor(thread);
            case "monitor-then-spin" -> behindMonitorThenSpinning(thread);
            case "lock" -> behindLock(thread);
            case "deadlock" -> deadlock(thread.getName());
            case "wait" -> () -> waitForEver(new Object());
            case "socket" -> socket();
            case "fifo" -> fifo();
            case "starved" -> new Starving(thread);
            case "throw" ->
                () -> {
                    thread.leaves();
                    throw new RingFullException();
                };
            case "pause" -> () -> stopTheProcessAndPark(thread);
            case "park", "begin", "nested" -> () -> park(thread);
            // The loop does it.
            case "inner-loop", "return" -> () -> {};
            default -> measured(thread, way.split(":"));
        };
    }

    static void spin(StallingThread thread) {
        while (thread.isStalled()) {
            Thread.onSpinWait();
        }
    }

    private static void park(StallingThread thread) {
        while (thread.isStalled()) {
            LockSupport.park();
        }
    }

    /** Ways that are said with how long they take. */
    private static Way measured(StallingThread thread, String... words) {
        return switch (words[0]) {
            case "counted" -> new Counting(thread, Integer.parseInt(words[1]));
            case "heavy" -> heavy(TimeUnit.MILLISECONDS.toNanos(Long.parseLong(words[1])));
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    /** An iteration that is work, and over after so long. */
    private static Way heavy(long nanos) {
        return () -> work(System.nanoTime() + nanos);
    }

    private static void work(long until) {
        long sum = sink;
        while (System.nanoTime() - until < 0) {
            for (int i = 0; i < 10_000; i++) {
                sum = (sum ^ i) * 31;
            }
        }
        sink = sum;
    }

    private static Way behindMonitor(StallingThread thread) throws InterruptedException {
        Object monitor = new Object();
        CountDownLatch held = new CountDownLatch(1);
        daemon(thread.getName() + "-holder", () -> {
            synchronized (monitor) {
                held.countDown();
                parkForEver();
            }
        });
        held.await();
        return () -> enter(monitor);
    }

    /** Whoever holds the monitor lets go of it some time after the stall has begun. */
    private static Way behindMonitorThenSpinning(StallingThread thread) throws InterruptedException {
        Object monitor = new Object();
        CountDownLatch held = new CountDownLatch(1);
        daemon(thread.getName() + "-holder", () -> {
            synchronized (monitor) {
                held.countDown();
                while (!thread.isStalled()) {
                    LockSupport.parkNanos(BRIEFLY_NANOS);
                }
                long until = System.nanoTime() + FOR_A_WHILE_NANOS;
                while (until - System.nanoTime() > 0) {
                    LockSupport.parkNanos(BRIEFLY_NANOS);
                }
            }
        });
        held.await();
        return () -> {
            enter(monitor);
            spin(thread);
        };
    }

    private static Way behindLock(StallingThread thread) throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        CountDownLatch held = new CountDownLatch(1);
        daemon(thread.getName() + "-holder", () -> {
            lock.lock();
            held.countDown();
            parkForEver();
        });
        held.await();
        return () -> lockIt(lock);
    }

    private static void lockIt(ReentrantLock lock) {
        lock.lock();
        sink++;
    }

    /** Two threads whose names differ in their last character only take two locks in turns. */
    private static Way deadlock(String name) {
        Pair pair = PAIRS.computeIfAbsent(name.substring(0, name.length() - 1), unused -> new Pair());
        return name.endsWith("a") ? pair::monitorFirst : pair::lockFirst;
    }

    /** A monitor and a lock. */
    private static final class Pair {

        private final Object monitor = new Object();
        private final ReentrantLock lock = new ReentrantLock();
        private final CountDownLatch both = new CountDownLatch(2);

        private void monitorFirst() throws InterruptedException {
            synchronized (monitor) {
                both.countDown();
                both.await();
                lock.lock();
            }
        }

        private void lockFirst() throws InterruptedException {
            lock.lock();
            both.countDown();
            both.await();
            enter(monitor);
        }
    }

    private static void enter(Object monitor) {
        synchronized (monitor) {
            sink++;
        }
    }

    private static void waitForEver(Object monitor) throws InterruptedException {
        synchronized (monitor) {
            while (true) {
                monitor.wait();
            }
        }
    }

    private static Way socket() throws IOException {
        ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket client = new Socket(silent.getInetAddress(), silent.getLocalPort());
        InputStream in = client.getInputStream();
        return () -> sink = in.read() + silent.getLocalPort();
    }

    private static Way fifo() throws Exception {
        Path fifo = Files.createTempDirectory("stall").resolve("orders.fifo");
        Commands.run("mkfifo", fifo.toString());
        RandomAccessFile pipe = new RandomAccessFile(fifo.toFile(), "rw");
        return () -> sink = pipe.read();
    }

    /** The whole process stands still in the middle of the iteration; and when it goes on, this thread does not. */
    private static void stopTheProcessAndPark(StallingThread thread) throws Exception {
        Commands.run("kill", "-STOP", Long.toString(ProcessHandle.current().pid()));
        park(thread);
    }

    private static void parkForEver() {
        while (true) {
            LockSupport.park();
        }
    }

    static void daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }
}
