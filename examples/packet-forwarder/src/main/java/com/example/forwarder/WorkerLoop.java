package com.example.forwarder;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jctools.queues.atomic.SpscAtomicArrayQueue;

/** Takes frames in batches, parses their headers, counts their flows and passes those with a payload on to be sent. */
final class WorkerLoop extends PollLoop {
    private static final int BATCH = 64;
    private static final int SPINS = 100;
    private static final int YIELDS = 50;
    /** Far below the time in which a ring fills at the usual rates, and long enough to leave the CPU to others. */
    private static final long PARK_NANOS = 250_000;

    private static final int FLOWS = 4_096;

    private final MpscAtomicArrayQueue<PacketBuffer> input;
    private final SpscAtomicArrayQueue<PacketBuffer> output;
    private final PacketHeader header = new PacketHeader();
    private final FlowTable flows = new FlowTable(FLOWS);
    private final Counter processed = new Counter();
    private final Counter nonIp = new Counter();
    private final Counter malformed = new Counter();
    private final Counter dropped = new Counter();

    WorkerLoop(
            String name,
            FaultPoint faultPoint,
            MpscAtomicArrayQueue<PacketBuffer> input,
            SpscAtomicArrayQueue<PacketBuffer> output) {
        super(name, faultPoint);
        this.input = input;
        this.output = output;
    }

    @Override
    void run() throws IOException {
        int idle = 0;
        while (isRunning()) {
            if (faultPoint().endsLoop()) {
                return;
            }
            int taken = 0;
            while (taken < BATCH) {
                PacketBuffer packet = input.poll();
                if (packet == null) {
                    break;
                }
                process(packet);
                taken++;
            }
            if (taken > 0) {
                idle = 0;
            } else if (++idle <= SPINS) {
                Thread.onSpinWait();
            } else if (idle <= SPINS + YIELDS) {
                Thread.yield();
            } else {
                idle = SPINS + YIELDS;
                LockSupport.parkNanos(PARK_NANOS);
            }
        }
    }

    private void process(PacketBuffer packet) {
        processed.increment();
        switch (header.parse(packet.bytes(), packet.length())) {
            case IP -> {
                flows.count(header, packet.length());
                pass(packet);
            }
            case NON_IP -> {
                nonIp.increment();
                packet.recycle();
            }
            case MALFORMED -> {
                malformed.increment();
                packet.recycle();
            }
        }
    }

    private void pass(PacketBuffer packet) {
        if (header.payloadLength() == 0) {
            packet.recycle();
            return;
        }
        packet.setPayload(header.payloadOffset(), header.payloadLength());
        if (!output.offer(packet)) {
            dropped.increment();
            packet.recycle();
        }
    }

    FlowTable flows() {
        return flows;
    }

    long processed() {
        return processed.get();
    }

    long nonIp() {
        return nonIp.get();
    }

    long malformed() {
        return malformed.get();
    }

    /** Packets that were lost because the ring to the sender was full. */
    long dropped() {
        return dropped.get();
    }
}
