package dev.pollwatch.hosts;

import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** Ways to stand still, one for each reason that a diagnosis may find. */
final class StallWays {

    private static volatile long sink;

    private StallWays() {}

    /** The ways by their names; those that need another thread start it at the first use. */
    static Map<String, IdleWay> all() {
        Map<String, IdleWay> ways = new HashMap<>();
        ways.put("spin", StallWays::spin);
        ways.put("counted", StallWays::count);
        ways.put("park", () -> LockSupport.park());
        ways.put("throw", () -> {
            throw new IllegalStateException("ring is full");
        });
        ways.put("socket", StallWays::readSocket);
        ways.put("fifo", StallWays::readFifo);
        ways.put("starved", StallWays::starve);
        locks(ways);
        return ways;
    }

    private static void locks(Map<String, IdleWay> ways) {
        Object monitor = new Object();
        ways.put("monitor", () -> {
            hold("monitor-holder", monitor, Long.MAX_VALUE);
            enter(monitor);
        });
        ReentrantLock lock = new ReentrantLock();
        ways.put("lock", () -> {
            helper("lock-holder", () -> {
                lock.lock();
                LockSupport.park();
            });
            await(lock::isLocked);
            lock.lock();
        });
        Object brief = new Object();
        ways.put("blocked-then-spinning", () -> {
            hold("brief-holder", brief, TimeUnit.SECONDS.toNanos(3));
            enter(brief);
            spin();
        });
        Object first = new Object();
        ReentrantLock second = new ReentrantLock();
        CyclicBarrier both = new CyclicBarrier(2);
        ways.put("deadlock-a", () -> {
            synchronized (first) {
                both.await();
                second.lock();
            }
        });
        ways.put("deadlock-b", () -> {
            second.lock();
            both.await();
            enter(first);
        });
        Object never = new Object();
        ways.put("wait", () -> {
            synchronized (never) {
                never.wait();
            }
        });
    }

    private static void spin() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
    }

    /** Under some collectors without a safepoint poll. */
    private static void count() {
        while (true) {
            long sum = 0;
            for (int i = 0; i < Integer.MAX_VALUE; i++) {
                sum += (sum ^ i) * 31;
            }
            sink = sum;
        }
    }

    private static void enter(Object monitor) {
        synchronized (monitor) {
            sink++;
        }
    }

    private static void readSocket() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(silent.getInetAddress(), silent.getLocalPort())) {
            sink = client.getInputStream().read();
        }
    }

    private static void readFifo() throws Exception {
        Path fifo = Files.createTempDirectory("stall").resolve("orders.fifo");
        new ProcessBuilder("mkfifo", fifo.toString()).inheritIO().start().waitFor();
        try (RandomAccessFile pipe = new RandomAccessFile(fifo.toFile(), "rw")) {
            sink = pipe.read();
        }
    }

    /** Is left next to nothing of the one CPU that it may use, which two others want as well. */
    private static void starve() throws Exception {
        for (String name : new String[] {"hog-1", "hog-2"}) {
            helper(name, () -> {
                tie();
                spin();
            });
        }
        tie();
        run("chrt", "--idle", "-p", "0", tid());
        spin();
    }

    private static void tie() {
        try {
            run("taskset", "-cp", "0", tid());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static String tid() throws Exception {
        return Files.readSymbolicLink(Path.of("/proc/thread-self"))
                .getFileName()
                .toString();
    }

    private static void run(String... command) throws Exception {
        int code = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", command) + " ended with " + code);
        }
    }

    private static void hold(String name, Object monitor, long nanos) throws Exception {
        CyclicBarrier held = new CyclicBarrier(2);
        helper(name, () -> {
            synchronized (monitor) {
                await(held);
                long until = System.nanoTime() + nanos;
                while (nanos == Long.MAX_VALUE || until - System.nanoTime() > 0) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
            }
        });
        held.await();
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(1);
        }
    }

    private static void helper(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }
}
