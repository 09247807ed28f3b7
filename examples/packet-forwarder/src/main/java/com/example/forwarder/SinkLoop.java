package com.example.forwarder;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/** Receives what was sent on and counts it; blocks in its selector while there is nothing. */
final class SinkLoop extends PollLoop {
    /** Datagrams taken in one iteration at most, so that the loop goes round under any load. */
    private static final int BATCH = 64;

    private final DatagramChannel channel;
    private final Selector selector;
    private final ByteBuffer datagram = ByteBuffer.allocateDirect(PacketBuffer.MAX_FRAME);
    private final Counter received = new Counter();
    private final Counter bytes = new Counter();

    /** @param channel bound, and connected to the one sender whose datagrams are wanted */
    SinkLoop(String name, FaultPoint faultPoint, DatagramChannel channel) throws IOException {
        super(name, faultPoint);
        this.channel = channel;
        this.selector = Selector.open();
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
    }

    @Override
    void run() throws IOException {
        while (isRunning()) {
            selector.select();
            if (faultPoint().endsLoop()) {
                return;
            }
            selector.selectedKeys().clear();
            for (int taken = 0; taken < BATCH; taken++) {
                int length = channel.read(datagram.clear());
                if (length <= 0) {
                    break; // payloads that are sent on are never empty
                }
                received.increment();
                bytes.add(length);
            }
        }
    }

    long received() {
        return received.get();
    }

    long bytes() {
        return bytes.get();
    }

    @Override
    void wakeUp() {
        selector.wakeup();
    }

    @Override
    public void close() throws IOException {
        channel.close();
        selector.close();
    }
}
