package dev.pollwatch.hosts;

import java.lang.ref.ReferenceQueue;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.WatchService;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** A poll loop that waits in a helper of its own class, in any way that the JDK has; the ways are named by where they wait. */
final class IdleLoops {

    private static final long LONG_SECONDS = 3600;
    private static final long LONG_MILLIS = 1000 * LONG_SECONDS;

    private final IdleWay way;

    IdleLoops(IdleWay way) {
        this.way = way;
    }

    /** The loop; nothing in it but the call of a helper. */
    void poll() {
        while (true) {
            next();
        }
    }

    private void next() {
        try {
            way.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ways to be idle. */
    static Map<String, IdleWay> idle() throws Exception {
        Map<String, IdleWay> ways = new LinkedHashMap<>();
        queue(ways, "ArrayBlockingQueue", new ArrayBlockingQueue<>(1));
        queue(ways, "LinkedBlockingQueue", new LinkedBlockingQueue<>());
        queue(ways, "LinkedBlockingDeque", new LinkedBlockingDeque<>());
        queue(ways, "PriorityBlockingQueue", new PriorityBlockingQueue<>());
        queue(ways, "SynchronousQueue", new SynchronousQueue<>());
        queue(ways, "LinkedTransferQueue", new LinkedTransferQueue<>());
        DelayQueue<Delayed> delays = new DelayQueue<>();
        ways.put("DelayQueue.take", () -> delays.take());
        ways.put("DelayQueue.poll", () -> delays.poll(LONG_SECONDS, TimeUnit.SECONDS));
        LinkedBlockingDeque<Object> deque = new LinkedBlockingDeque<>();
        ways.put("LinkedBlockingDeque.takeFirst", () -> deque.takeFirst());
        ways.put("LinkedBlockingDeque.takeLast", () -> deque.takeLast());
        ways.put("LinkedBlockingDeque.pollFirst", () -> deque.pollFirst(LONG_SECONDS, TimeUnit.SECONDS));
        ways.put("LinkedBlockingDeque.pollLast", () -> deque.pollLast(LONG_SECONDS, TimeUnit.SECONDS));
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
        BlockingQueue<Runnable> delayed = executor.getQueue();
        ways.put("ScheduledThreadPoolExecutor$DelayedWorkQueue.take", () -> delayed.take());
        ways.put(
                "ScheduledThreadPoolExecutor$DelayedWorkQueue.poll",
                () -> delayed.poll(LONG_SECONDS, TimeUnit.SECONDS));
        ExecutorCompletionService<Object> results = new ExecutorCompletionService<>(executor);
        ways.put("ExecutorCompletionService.take", () -> results.take());
        ways.put("ExecutorCompletionService.poll", () -> results.poll(LONG_SECONDS, TimeUnit.SECONDS));
        ways.put("Thread.sleep", () -> Thread.sleep(LONG_MILLIS));
        ways.put("TimeUnit.sleep", () -> TimeUnit.SECONDS.sleep(LONG_SECONDS));
        ReferenceQueue<Object> references = new ReferenceQueue<>();
        ways.put("ReferenceQueue.remove", () -> references.remove());
        sockets(ways);
        return ways;
    }

    private static void queue(Map<String, IdleWay> ways, String name, BlockingQueue<Object> queue) {
        ways.put(name + ".take", () -> queue.take());
        ways.put(name + ".poll", () -> queue.poll(LONG_SECONDS, TimeUnit.SECONDS));
    }

    private static void sockets(Map<String, IdleWay> ways) throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        Selector selector = Selector.open();
        ways.put("SelectorImpl.select", () -> selector.select());
        ServerSocketChannel acceptor = ServerSocketChannel.open().bind(any);
        ways.put("ServerSocketChannelImpl.accept", () -> acceptor.accept());
        ServerSocketChannel adapted = ServerSocketChannel.open().bind(any);
        ServerSocket adaptor = adapted.socket();
        ways.put("ServerSocketAdaptor.accept", () -> adaptor.accept());
        ServerSocket server = new ServerSocket();
        server.bind(any);
        ways.put("ServerSocket.accept", () -> server.accept());
        DatagramChannel datagrams = DatagramChannel.open().bind(any);
        ways.put("DatagramChannelImpl.receive", () -> datagrams.receive(ByteBuffer.allocate(1)));
        DatagramSocket socket = new DatagramSocket(any);
        ways.put("DatagramSocket.receive", () -> socket.receive(new DatagramPacket(new byte[1], 1)));
        WatchService files = FileSystems.getDefault().newWatchService();
        ways.put("AbstractWatchService.take", () -> files.take());
        ways.put("AbstractWatchService.poll", () -> files.poll(LONG_SECONDS, TimeUnit.SECONDS));
    }

    /** One that wakes all the time, and shows none of it. */
    static IdleWay napping() {
        BlockingQueue<Object> queue = new LinkedBlockingQueue<>();
        return () -> {
            Object packet = null;
            while (packet == null) {
                packet = queue.poll(5, TimeUnit.MILLISECONDS);
            }
        };
    }

    /** One that is idle for a while and then hangs in a handler, without a sign between. */
    static IdleWay idleThenHanging() {
        BlockingQueue<Object> queue = new LinkedBlockingQueue<>();
        IdleHandler handler = new IdleHandler();
        return () -> {
            queue.poll(3, TimeUnit.SECONDS);
            handler.take();
        };
    }

    /** Ways to stand still that are not idle, though they may look alike. */
    static Map<String, IdleWay> stalled() {
        IdleHandler handler = new IdleHandler();
        ReentrantLock lock = new ReentrantLock();
        lock.lock();
        Object monitor = new Object();
        Map<String, IdleWay> ways = new LinkedHashMap<>();
        ways.put("handler-take", () -> handler.take());
        ways.put("handler-wait", () -> handler.waitForNobody());
        ways.put("handler-select", () -> handler.select());
        ways.put("nested-class-take", () -> new Nested().take());
        ways.put("park", () -> LockSupport.park());
        ways.put("lock", () -> lock.lock());
        ways.put("put", () -> new SynchronousQueue<Object>().put(handler));
        ways.put("wait", () -> {
            synchronized (monitor) {
                monitor.wait();
            }
        });
        return ways;
    }

    /** A class in the loop's class is another class. */
    private static final class Nested {

        void take() throws InterruptedException {
            new LinkedBlockingQueue<>().take();
        }
    }
}
