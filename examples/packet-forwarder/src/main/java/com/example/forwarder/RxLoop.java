package com.example.forwarder;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/**
 * Polls one source and hands each frame to the worker of its flow. It never sleeps: a packet that waits in a source is the
 * one thing that a forwarder is there to prevent.
 */
final class RxLoop extends PollLoop {
    /** Empty polls between two offers of the CPU to other threads, which may have no core of their own. */
    private static final int POLLS_PER_YIELD = 64;

    private final PacketSource source;
    private final Queue<PacketBuffer> free;
    private final List<MpscAtomicArrayQueue<PacketBuffer>> workers;
    private final Counter received = new Counter();
    private final Counter dropped = new Counter();
    private PacketBuffer spare;

    /**
     * @param free the buffers to fill, which the other loops give back to it
     * @param workers the rings of the workers
     */
    RxLoop(
            String name,
            FaultPoint faultPoint,
            PacketSource source,
            Queue<PacketBuffer> free,
            List<MpscAtomicArrayQueue<PacketBuffer>> workers) {
        super(name, faultPoint);
        this.source = source;
        this.free = free;
        this.workers = List.copyOf(workers);
    }

    @Override
    void run() throws IOException {
        int emptyPolls = 0;
        for (; ; ) {
            if (faultPoint().endsLoop() || !isRunning()) {
                return;
            }
            if (spare == null) {
                spare = free.poll();
            }
            if (spare != null && source.poll(spare)) {
                emptyPolls = 0;
                received.increment();
                forward();
            } else if (++emptyPolls % POLLS_PER_YIELD == 0) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private void forward() {
        int worker = FlowHash.choose(spare.bytes(), spare.length(), workers.size());
        if (workers.get(worker).offer(spare)) {
            spare = null;
        } else {
            dropped.increment(); // a worker that does not keep up must not hold up the others; the buffer is filled
            // anew
        }
    }

    PacketSource source() {
        return source;
    }

    long received() {
        return received.get();
    }

    /** Frames that were lost because their worker's ring was full. */
    long dropped() {
        return dropped.get();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
