package dev.pollwatch.hosts;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.util.concurrent.locks.LockSupport;

/** The poll loops of an {@link EchoHost}: one that is entered once and for all, and one that is entered again and again. */
public final class EchoLoops {

    private static final int LARGEST = 512;
    private static final int PASSES = 10;
    private static final long PAUSE_NANOS = 1_000_000;

    private final DatagramSocket socket;
    private final DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    private volatile boolean stalled;

    /**
     * Makes the loops of one socket.
     *
     * @param socket the socket
     */
    public EchoLoops(DatagramSocket socket) {
        this.socket = socket;
    }

    /**
     * Sends every packet back to where it came from, for ever.
     *
     * @throws IOException when the socket fails
     */
    public void serve() throws IOException {
        while (!socket.isClosed()) {
            await();
            answer();
        }
    }

    private void await() throws IOException {
        packet.setLength(LARGEST);
        socket.receive(packet);
    }

    private void answer() throws IOException {
        while (stalled) {
            Thread.onSpinWait();
        }
        socket.send(packet);
    }

    /** Goes round a few times and returns. */
    public static void round() {
        for (int i = 0; i < PASSES; i++) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    void stall(boolean on) {
        stalled = on;
    }
}
