package dev.pollwatch.hosts.trial;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.Selector;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/** A poll loop for each sleep point of queues, latches, semaphores, selectors and sockets, named by it; nothing ever comes of the waiting. */
public final class HandOverPoints {

    private static final long HOUR_SECONDS = 3600;
    private static final long HOUR_MILLIS = HOUR_SECONDS * 1000;

    private final BlockingQueue<Object> handOver = new SynchronousQueue<>();
    private final DelayQueue<Delayed> delays = new DelayQueue<>();
    private final BlockingDeque<Object> deque = new LinkedBlockingDeque<>();
    private final CountDownLatch latch = new CountDownLatch(1);
    private final Semaphore semaphore = new Semaphore(0);

    HandOverPoints() {}

    void blockingQueueTake() throws Exception {
        while (true) {
            handOver.take();
        }
    }

    void blockingQueuePoll() throws Exception {
        while (true) {
            handOver.poll(HOUR_SECONDS, TimeUnit.SECONDS);
        }
    }

    void delayQueueTake() throws Exception {
        while (true) {
            delays.take();
        }
    }

    void delayQueuePoll() throws Exception {
        while (true) {
            delays.poll(HOUR_SECONDS, TimeUnit.SECONDS);
        }
    }

    void blockingDequeTake() throws Exception {
        while (true) {
            deque.take();
        }
    }

    void blockingDequePoll() throws Exception {
        while (true) {
            deque.poll(HOUR_SECONDS, TimeUnit.SECONDS);
        }
    }

    void blockingDequeTakeFirst() throws Exception {
        while (true) {
            deque.takeFirst();
        }
    }

    void blockingDequeTakeLast() throws Exception {
        while (true) {
            deque.takeLast();
        }
    }

    void blockingDequePollFirst() throws Exception {
        while (true) {
            deque.pollFirst(HOUR_SECONDS, TimeUnit.SECONDS);
        }
    }

    void blockingDequePollLast() throws Exception {
        while (true) {
            deque.pollLast(HOUR_SECONDS, TimeUnit.SECONDS);
        }
    }

    void countDownLatchAwait() throws Exception {
        while (true) {
            latch.await();
        }
    }

    void countDownLatchAwaitTimed() throws Exception {
        while (true) {
            latch.await(HOUR_SECONDS, TimeUnit.SECONDS);
        }
    }

    void semaphoreAcquire() throws Exception {
        while (true) {
            semaphore.acquire();
        }
    }

    void semaphoreAcquireSome() throws Exception {
        while (true) {
            semaphore.acquire(2);
        }
    }

    void semaphoreAcquireUninterruptibly() throws Exception {
        while (true) {
            semaphore.acquireUninterruptibly();
        }
    }

    void semaphoreAcquireSomeUninterruptibly() throws Exception {
        while (true) {
            semaphore.acquireUninterruptibly(2);
        }
    }

    void semaphoreTryAcquire() throws Exception {
        while (true) {
            semaphore.tryAcquire(HOUR_SECONDS, TimeUnit.SECONDS);
        }
    }

    void semaphoreTryAcquireSome() throws Exception {
        while (true) {
            semaphore.tryAcquire(2, HOUR_SECONDS, TimeUnit.SECONDS);
        }
    }

    void selectorSelect() throws Exception {
        Selector selector = Selector.open();
        while (true) {
            selector.select();
        }
    }

    void selectorSelectTimed() throws Exception {
        Selector selector = Selector.open();
        while (true) {
            selector.select(HOUR_MILLIS);
        }
    }

    void selectorSelectWithAction() throws Exception {
        Selector selector = Selector.open();
        while (true) {
            selector.select(key -> {});
        }
    }

    void selectorSelectTimedWithAction() throws Exception {
        Selector selector = Selector.open();
        while (true) {
            selector.select(key -> {}, HOUR_MILLIS);
        }
    }

    void datagramSocketReceive() throws Exception {
        DatagramSocket socket = new DatagramSocket(anywhere());
        while (true) {
            socket.receive(new DatagramPacket(new byte[1], 1));
        }
    }

    void serverSocketAccept() throws Exception {
        ServerSocket server = new ServerSocket();
        server.bind(anywhere());
        while (true) {
            server.accept();
        }
    }

    private static InetSocketAddress anywhere() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
