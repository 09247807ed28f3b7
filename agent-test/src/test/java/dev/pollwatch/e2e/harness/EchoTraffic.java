package dev.pollwatch.e2e.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Traffic for a {@link dev.pollwatch.hosts.EchoHost}: numbered packets, never more on their way than its socket can hold while the host
 * stands still. So a packet that does not come back was lost by the host.
 */
public final class EchoTraffic implements AutoCloseable {

    private static final int ON_THEIR_WAY = 64;

    private final DatagramSocket socket;
    private final InetSocketAddress host;
    private final Thread thread = new Thread(this::run, "traffic");
    private final AtomicLong returned = new AtomicLong();
    private final BitSet missing = new BitSet();
    private volatile boolean ending;
    private volatile Exception failure;
    private int next;

    private EchoTraffic(int port) throws IOException {
        host = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        socket.setSoTimeout((int) HostProcess.LIMIT.toMillis());
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Begins, once the host says where it listens.
     *
     * @param process the host
     * @return the traffic, which flows until it is ended
     * @throws IOException when there is no socket
     */
    public static EchoTraffic to(HostProcess process) throws IOException {
        String line = process.awaitOut("the port", text -> text.startsWith("port "));
        return new EchoTraffic(Integer.parseInt(line.substring("port ".length())));
    }

    /** Waits until many more packets have gone to and fro. */
    public void awaitFlow() {
        long before = returned.get();
        WatchedHost.eventually("traffic", () -> assertThat(returned.get()).isGreaterThan(before + 10 * ON_THEIR_WAY));
    }

    /** Ends the traffic and asserts that each packet came back, once. */
    public void endAndAssertNothingLost() {
        ending = true;
        WatchedHost.eventually(
                "the last packets", () -> assertThat(thread.isAlive()).isFalse());
        assertThat(failure).as("after %d packets", returned.get()).isNull();
        assertThat(missing.cardinality()).as("packets lost of %d", next).isZero();
        assertThat(returned.get()).isEqualTo(next);
    }

    @Override
    public void close() {
        ending = true;
        socket.close();
    }

    private void run() {
        try {
            while (!ending || !missing.isEmpty()) {
                while (!ending && missing.cardinality() < ON_THEIR_WAY) {
                    send(next);
                    missing.set(next);
                    next++;
                }
                int number = receive();
                if (!missing.get(number)) {
                    throw new IllegalStateException("packet " + number + " came back twice");
                }
                missing.clear(number);
                returned.incrementAndGet();
            }
        } catch (SocketTimeoutException lost) {
            failure = new IOException("packets do not come back: " + missing, lost);
        } catch (IOException | IllegalStateException e) {
            failure = e;
        }
    }

    private void send(int number) throws IOException {
        byte[] bytes = ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
        socket.send(new DatagramPacket(bytes, bytes.length, host));
    }

    private int receive() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[Integer.BYTES], Integer.BYTES);
        socket.receive(packet);
        return ByteBuffer.wrap(packet.getData()).getInt();
    }
}
