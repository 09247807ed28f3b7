package com.example.disruptor;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.EventHandler;
import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.ProducerType;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A ring of trades: one handler adds them up, and after it another one stores them, for which it borrows a connection. */
public final class DisruptorTrades {

    /** A pool with one connection, as it were. */
    private static final Semaphore CONNECTIONS = new Semaphore(1);

    private DisruptorTrades() {}

    public static void main(String[] args) throws Exception {
        AtomicInteger threads = new AtomicInteger();
        Disruptor<Trade> disruptor = new Disruptor<>(
                Trade::new,
                1024,
                task -> new Thread(task, "trades-" + threads.incrementAndGet()),
                ProducerType.SINGLE,
                new BlockingWaitStrategy());
        disruptor.handleEventsWith(new AddUp()).then(new Store());
        RingBuffer<Trade> ring = disruptor.start();
        Thread market = new Thread(() -> trade(ring), "market");
        market.start();

        System.out.println("Enter: take the connection away; Enter: give it back; end of input: end");
        BufferedReader console = new BufferedReader(new InputStreamReader(System.in));
        while (console.readLine() != null) {
            CONNECTIONS.acquire();
            console.readLine();
            CONNECTIONS.release();
        }
        market.interrupt();
        market.join();
        disruptor.shutdown();
    }

    /** Publishes a thousand trades a second, for as long as the ring has room. */
    private static void trade(RingBuffer<Trade> ring) {
        for (long amount = 0; !Thread.currentThread().isInterrupted(); amount++) {
            ring.tryPublishEvent((trade, sequence, value) -> trade.amount = value, amount);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static final class Trade {
        private long amount;
    }

    private static final class AddUp implements EventHandler<Trade> {
        private long sum;

        @Override
        public void onEvent(Trade trade, long sequence, boolean endOfBatch) {
            sum += trade.amount;
        }
    }

    private static final class Store implements EventHandler<Trade> {
        @Override
        public void onEvent(Trade trade, long sequence, boolean endOfBatch) throws InterruptedException {
            CONNECTIONS.acquire(); // No handler should do this: nobody says how long it may take.
            CONNECTIONS.release();
        }
    }
}
