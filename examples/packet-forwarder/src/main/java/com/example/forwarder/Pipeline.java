package com.example.forwarder;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;
import org.jctools.queues.atomic.SpscAtomicArrayQueue;

/**
 * The loops that packets pass through, and the rings between them:
 *
 * <pre>
 * source → rx-n ──one ring per worker──▶ worker-n ──one ring each──▶ tx-0 ──udp──▶ sink-0
 *            ▲                              │ nothing to send          │ sent
 *            └────────── free buffers ──────┴──────────────────────────┘
 * </pre>
 *
 * The rings are the {@code atomic} ones of JCTools: the others use {@code sun.misc.Unsafe}, of which newer Java versions warn.
 */
final class Pipeline {
    private static final int WORKERS = 2;
    private static final int RING = 512;
    /** Enough to fill all rings of the workers and of the sender, with some to spare for those in hand. */
    private static final int BUFFERS_PER_RX = WORKERS * RING * 2 + 64;

    private final List<RxLoop> receivers = new ArrayList<>();
    private final List<WorkerLoop> workers = new ArrayList<>();
    private final TxLoop tx;
    private final SinkLoop sink;
    private final int sinkPort;

    /** Opens the channels to the sink and lays the rings; nothing runs yet. */
    Pipeline(List<PacketSource> sources, Faults faults) throws IOException {
        List<MpscAtomicArrayQueue<PacketBuffer>> toWorkers = new ArrayList<>();
        List<SpscAtomicArrayQueue<PacketBuffer>> toTx = new ArrayList<>();
        for (int worker = 0; worker < WORKERS; worker++) {
            MpscAtomicArrayQueue<PacketBuffer> input = new MpscAtomicArrayQueue<>(RING);
            SpscAtomicArrayQueue<PacketBuffer> output = new SpscAtomicArrayQueue<>(RING);
            toWorkers.add(input);
            toTx.add(output);
            workers.add(new WorkerLoop("worker-" + worker, new FaultPoint(faults), input, output));
        }
        for (PacketSource source : sources) {
            String name = "rx-" + receivers.size();
            receivers.add(new RxLoop(name, new FaultPoint(faults), source, freeBuffers(), toWorkers));
        }
        DatagramChannel toSink = openUdp();
        DatagramChannel atSink = openUdp();
        sinkPort = ((InetSocketAddress) atSink.getLocalAddress()).getPort();
        toSink.connect(atSink.getLocalAddress());
        atSink.connect(toSink.getLocalAddress()); // so that the sink takes nothing from anybody else
        tx = new TxLoop("tx-0", new FaultPoint(faults), toTx, toSink);
        sink = new SinkLoop("sink-0", new FaultPoint(faults), atSink);
    }

    private static Queue<PacketBuffer> freeBuffers() {
        Queue<PacketBuffer> free = new MpscAtomicArrayQueue<>(BUFFERS_PER_RX);
        for (int buffer = 0; buffer < BUFFERS_PER_RX; buffer++) {
            free.offer(new PacketBuffer(free));
        }
        return free;
    }

    private static DatagramChannel openUdp() throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        return channel;
    }

    List<PollLoop> loops() {
        List<PollLoop> loops = new ArrayList<>(receivers);
        loops.addAll(workers);
        loops.add(tx);
        loops.add(sink);
        return loops;
    }

    List<RxLoop> receivers() {
        return List.copyOf(receivers);
    }

    List<WorkerLoop> workers() {
        return List.copyOf(workers);
    }

    TxLoop tx() {
        return tx;
    }

    SinkLoop sink() {
        return sink;
    }

    int sinkPort() {
        return sinkPort;
    }
}
