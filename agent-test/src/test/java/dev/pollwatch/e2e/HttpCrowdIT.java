package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.PemPair;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.hosts.LoopHost;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.io.TempDir;

/** {@code /health} answers while others send a thousand requests by halves, or do not read what they asked for. */
class HttpCrowdIT {

    private static final int CROWD = 1000;
    private static final int MORE = 100;
    private static final int QUESTIONS = 11;
    private static final String BUSY = "http=0,interval=200ms,loop=" + WatchedHost.loop("busy");
    private static final String HEAD = " HTTP/1.1\r\nHost: localhost\r\n";

    private static final List<byte[]> BY_HALVES = List.of(
            new byte[0],
            ascii("GET /hea"),
            ascii("GET /health" + HEAD + "X-Half: "),
            ascii("GET /health" + HEAD + "Content-Length: 100000\r\n\r\nx"),
            ascii(("GET /metrics" + HEAD + "\r\n").repeat(10)));

    @TempDir
    private static Path folder;

    @ForEachJdk
    void shouldAnswerHealthWithinASecond(Jdk jdk) throws IOException {
        try (HostProcess host = Host.on(jdk).agent(BUSY).start(LoopHost.class)) {
            host.command("run a busy GO rx");
            int port = URI.create(Http.of(host).address()).getPort();

            try (Crowd crowd = new Crowd(port, BY_HALVES)) {
                assertThat(medianMillis(crowd, () -> new Socket(InetAddress.getLoopbackAddress(), port)))
                        .isLessThan(1000);
            }
            assertThat(host.err()).noneMatch(line -> line.contains(" WARN "));
        }
    }

    @ForEachJdk
    void shouldAnswerHealthWithinASecondByTlsToo(Jdk jdk) throws IOException {
        PemPair pair = PemPair.make(folder, PemPair.Kind.EC_PKCS8);
        SSLContext tls = pair.trustedAlone();
        String files = ",http-tls-cert=" + pair.certificate() + ",http-tls-key=" + pair.key();
        try (HostProcess host = Host.on(jdk).agent(BUSY + files).start(LoopHost.class)) {
            host.command("run a busy GO rx");
            int port = URI.create(Http.of(host).address()).getPort();

            byte[] hello = clientHello(tls);
            byte[] half = java.util.Arrays.copyOf(hello, hello.length / 2);
            try (Crowd crowd = new Crowd(port, List.of(new byte[0], half, hello, ascii("GET /health" + HEAD)))) {
                assertThat(medianMillis(
                                crowd,
                                () -> tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)))
                        .isLessThan(1000);
            }
            assertThat(host.err()).noneMatch(line -> line.contains(" WARN "));
        }
    }

    /** Of several questions, with more of the crowd coming in between: this machine may be busy with something else at one of them. */
    private static long medianMillis(Crowd crowd, Connecting connecting) throws IOException {
        crowd.grow(CROWD);
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < QUESTIONS; i++) {
            crowd.grow(MORE);
            long begun = System.nanoTime();
            try (Socket socket = connecting.connect()) {
                socket.setSoTimeout((int) HostProcess.LIMIT.toMillis());
                OutputStream out = socket.getOutputStream();
                out.write(ascii("GET /health" + HEAD + "Connection: close\r\n\r\n"));
                out.flush();
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .startsWith("HTTP/1.1 200 ")
                        .contains("\"status\":\"UP\"");
            }
            millis.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        }
        System.out.println("/health in a crowd, ms: " + millis);
        return millis.stream().sorted().toList().get(QUESTIONS / 2);
    }

    private static byte[] clientHello(SSLContext tls) throws IOException {
        SSLEngine engine = tls.createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        byte[] hello = new byte[out.flip().remaining()];
        out.get(hello);
        return hello;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private interface Connecting {
        Socket connect() throws IOException;
    }

    /** Connections that are left as they are, however the other end takes it. */
    private static final class Crowd implements AutoCloseable {

        private final InetSocketAddress address;
        private final List<byte[]> said;
        private final List<SocketChannel> open = new ArrayList<>();

        Crowd(int port, List<byte[]> said) {
            this.address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
            this.said = said;
        }

        void grow(int by) throws IOException {
            for (int i = 0; i < by; i++) {
                SocketChannel channel = SocketChannel.open(address);
                open.add(channel);
                try {
                    channel.write(ByteBuffer.wrap(said.get(i % said.size())));
                } catch (IOException closedAlready) {
                    // There were more than it keeps.
                }
            }
        }

        @Override
        public void close() throws IOException {
            for (SocketChannel channel : open) {
                channel.close();
            }
        }
    }
}
