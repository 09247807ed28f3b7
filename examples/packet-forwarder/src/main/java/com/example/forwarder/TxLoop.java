package com.example.forwarder;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jctools.queues.atomic.SpscAtomicArrayQueue;

/** Sends the payload of each packet on as one datagram, taking the workers' rings in turn. */
final class TxLoop extends PollLoop {
    private static final int BATCH_PER_RING = 32;
    private static final int SPINS = 100;
    private static final int YIELDS = 50;
    private static final long PARK_NANOS = 250_000;

    private final List<SpscAtomicArrayQueue<PacketBuffer>> rings;
    private final DatagramChannel channel;
    private final Counter sent = new Counter();
    private final Counter dropped = new Counter();

    /** @param channel non-blocking, and connected to where the payloads are to go */
    TxLoop(
            String name,
            FaultPoint faultPoint,
            List<SpscAtomicArrayQueue<PacketBuffer>> rings,
            DatagramChannel channel) {
        super(name, faultPoint);
        this.rings = List.copyOf(rings);
        this.channel = channel;
    }

    @Override
    void run() throws IOException {
        int idle = 0;
        do {
            if (faultPoint().endsLoop()) {
                return;
            }
            int taken = 0;
            for (int ring = 0; ring < rings.size(); ring++) {
                taken += sendBatch(rings.get(ring));
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
        } while (isRunning());
    }

    private int sendBatch(SpscAtomicArrayQueue<PacketBuffer> ring) throws IOException {
        int taken = 0;
        while (taken < BATCH_PER_RING) {
            PacketBuffer packet = ring.poll();
            if (packet == null) {
                break;
            }
            taken++;
            try {
                // A non-blocking channel whose socket buffer is full takes nothing.
                (channel.write(packet.payload()) > 0 ? sent : dropped).increment();
            } catch (PortUnreachableException e) {
                dropped.increment(); // the kernel tells of an earlier datagram that nobody took: no reason to stop
            } finally {
                packet.recycle();
            }
        }
        return taken;
    }

    long sent() {
        return sent.get();
    }

    /** Packets that the socket did not take. */
    long dropped() {
        return dropped.get();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
