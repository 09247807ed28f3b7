package dev.pollwatch.weave.host;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.channels.Selector;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** A loop for each of the JDK's sleep points, and for calls that are none; each goes round as often as it is told. */
public class SleepShapes {

    public static void threadSleep(int n) throws InterruptedException {
        for (int i = 0; i < n; i++) {
            Thread.sleep(0);
            Thread.sleep(0, i == 0 ? 1 : 2);
        }
    }

    public static void threadSleepOfASubclass(int n) throws InterruptedException {
        for (int i = 0; i < n; i++) {
            SubThread.sleep(0);
        }
    }

    public static void objectWait(int n) throws InterruptedException {
        Object lock = new int[0];
        for (int i = 0; i < n; i++) {
            synchronized (lock) {
                lock.wait(1);
                lock.wait(0, 1);
            }
        }
    }

    public static void timeUnitSleep(int n) throws InterruptedException {
        for (int i = 0; i < n; i++) {
            TimeUnit.NANOSECONDS.sleep(1);
        }
    }

    public static void park(int n) {
        for (int i = 0; i < n; i++) {
            LockSupport.unpark(Thread.currentThread());
            LockSupport.park();
            LockSupport.unpark(Thread.currentThread());
            LockSupport.park("blocker");
            LockSupport.parkNanos(1);
            LockSupport.parkNanos("blocker", 1);
            LockSupport.parkUntil(1);
            LockSupport.parkUntil("blocker", 1);
        }
    }

    public static void condition(int n) throws InterruptedException {
        ReentrantLock lock = new ReentrantLock();
        Condition condition = lock.newCondition();
        for (int i = 0; i < n; i++) {
            lock.lock();
            try {
                condition.awaitNanos(1);
                condition.await(1, TimeUnit.NANOSECONDS);
                condition.awaitUntil(new java.util.Date(0));
            } finally {
                lock.unlock();
            }
        }
    }

    public static void blockingQueue(int n) throws InterruptedException {
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(2);
        for (int i = 0; i < n; i++) {
            queue.add("a");
            queue.take();
            queue.poll(1, TimeUnit.NANOSECONDS);
        }
    }

    public static void subtypesOfBlockingQueue(int n) throws InterruptedException {
        ArrayBlockingQueue<String> queue = new ArrayBlockingQueue<>(2);
        LinkedTransferQueue<String> transfer = new LinkedTransferQueue<>();
        PacketQueue packets = new PacketQueue();
        for (int i = 0; i < n; i++) {
            queue.add("a");
            queue.take();
            transfer.add("b");
            transfer.take();
            packets.add("c");
            String packet = packets.take();
            packets.poll(packet.length(), TimeUnit.NANOSECONDS);
        }
    }

    public static void blockingDeque(int n) throws InterruptedException {
        BlockingDeque<String> deque = new LinkedBlockingDeque<>();
        for (int i = 0; i < n; i++) {
            deque.add("a");
            deque.add("b");
            deque.takeFirst();
            deque.takeLast();
            deque.pollFirst(1, TimeUnit.NANOSECONDS);
            deque.pollLast(1, TimeUnit.NANOSECONDS);
        }
    }

    public static void latch(int n) throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(0);
        for (int i = 0; i < n; i++) {
            latch.await();
            latch.await(1, TimeUnit.NANOSECONDS);
        }
    }

    public static void semaphore(int n) throws InterruptedException {
        Semaphore semaphore = new Semaphore(100);
        for (int i = 0; i < n; i++) {
            semaphore.acquire();
            semaphore.acquire(2);
            semaphore.acquireUninterruptibly();
            semaphore.acquireUninterruptibly(2);
            semaphore.tryAcquire(1, TimeUnit.NANOSECONDS);
            semaphore.tryAcquire(2, 1, TimeUnit.NANOSECONDS);
        }
    }

    public static void selector(int n) throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < n; i++) {
                selector.wakeup().select();
                selector.select(1);
                selector.select(key -> {}, 1);
                selector.wakeup();
                selector.select(key -> {});
            }
        }
    }

    public static void sockets(int n) throws IOException {
        try (DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress());
                ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            tcp.setSoTimeout(1);
            udp.setSoTimeout(1);
            for (int i = 0; i < n; i++) {
                try {
                    udp.receive(new DatagramPacket(new byte[1], 1));
                } catch (SocketTimeoutException idle) {
                    i += 0;
                }
                try {
                    tcp.accept();
                } catch (SocketTimeoutException idle) {
                    i += 0;
                }
            }
        }
    }

    public static void noSleepPoints(int n) throws Exception {
        ReentrantLock lock = new ReentrantLock();
        LinkedBlockingDeque<String> deque = new LinkedBlockingDeque<>(3);
        Semaphore semaphore = new Semaphore(100);
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < n; i++) {
                lock.lock();
                lock.unlock();
                synchronized (deque) {
                    deque.offer("a", 1, TimeUnit.SECONDS);
                }
                deque.put("b");
                deque.poll();
                deque.pollFirst();
                semaphore.tryAcquire();
                selector.selectNow();
                selector.selectNow(key -> {});
                new Sleepless().take();
                new Sleepless().sleep(1);
            }
        }
    }

    public static int caughtInside(int n) {
        PacketQueue queue = new PacketQueue();
        int caught = 0;
        for (int i = 0; i < n; i++) {
            try {
                queue.failing = i % 2 == 0;
                queue.add("packet");
                queue.take();
            } catch (IllegalStateException e) {
                caught++;
            }
        }
        return caught;
    }

    public static int caughtByFinally(int n) {
        PacketQueue queue = new PacketQueue();
        queue.failing = true;
        int caught = 0;
        for (int i = 0; i < n; i++) {
            try {
                try {
                    queue.take();
                } finally {
                    caught += 10;
                }
            } catch (RuntimeException e) {
                caught++;
            }
        }
        return caught;
    }

    public static void thrownOut(int n) {
        PacketQueue queue = new PacketQueue();
        queue.failing = true;
        for (int i = 0; i < n; i++) {
            queue.take();
        }
    }

    public static int byRules(int n) {
        Idle idle = new Idle();
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += idle.idle(i);
            sum += new DeepIdle().idle(i);
        }
        return sum;
    }

    public static int asleepOutsideLoops(int n) {
        return new Idle().idle(n);
    }

    static final class SubThread extends Thread {}

    /** Has a method of a sleep point's name, and is none. */
    static final class Sleepless {
        void take() {}

        void sleep(long millis) {}
    }

    /** A queue of the user's, which narrows the result of take. */
    public static final class PacketQueue extends ArrayBlockingQueue<String> {
        private static final long serialVersionUID = 1L;
        boolean failing;

        PacketQueue() {
            super(100);
        }

        @Override
        public String take() {
            if (failing) {
                throw new IllegalStateException("failing");
            }
            return poll();
        }
    }

    /** Named by sleep rules. */
    public static class Idle {
        public static Runnable whileAsleep = () -> {};

        int idle(int n) {
            whileAsleep.run();
            if (n < 0) {
                throw new IllegalArgumentException("negative");
            }
            return n % 2 == 0 ? n : 1;
        }
    }

    static final class DeepIdle extends Idle {}
}
