package dev.pollwatch.view.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.pollwatch.view.FakeKeepalive;
import dev.pollwatch.view.MetricsPage;
import dev.pollwatch.view.Page;
import dev.pollwatch.view.RecordingLogger;
import dev.pollwatch.view.Rows;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.event.Level;

/** What no well-behaved client does, and whom the endpoint serves. */
class HttpSocketsTest {

    private final FakeKeepalive keepalive = new FakeKeepalive();
    private final RecordingLogger log = new RecordingLogger();
    private final HttpView view = view();

    @AfterEach
    void close() {
        view.close();
    }

    private HttpView view() {
        return new HttpView(
                keepalive,
                Rows.TASKS,
                "1.0.0",
                List::of,
                accept -> Page.of("text/plain; charset=utf-8", "metric 1\n"),
                Protection.NONE,
                log);
    }

    private int port() {
        return URI.create(view.address()).getPort();
    }

    private String ask(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String get(String path, String host) {
        return "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:1234, 200",
        "127.0.0.1:80, 200",
        "[::1]:9477, 200",
        "rebind.example, 403",
        "localhost.rebind.example:9477, 403",
        "127.0.0.1.rebind.example, 403",
        "192.168.1.1, 403",
    })
    void servesOnLoopbackOnlyWhoeverNamesThisMachine(String host, int status) throws Exception {
        view.start(HttpAddress.parse("0"), true);

        assertThat(ask(get("/health", host))).startsWith("HTTP/1.1 " + status + " ");
        assertThat(ask("GET http://" + host + "/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void servesAnybodyWhereTheUserOpenedItToTheNet() throws Exception {
        assertThat(view.start(HttpAddress.parse("0.0.0.0:0"), true)).isTrue();

        assertThat(view.address()).matches("http://0\\.0\\.0\\.0:\\d+/");
        assertThat(ask(get("/health", "monitor.example"))).startsWith("HTTP/1.1 200 ");
        assertThat(log.lines(Level.WARN))
                .singleElement()
                .asString()
                .contains("is open to everybody", "http-password-file", "http-tls-cert", "127.0.0.1");
    }

    @Test
    void keepsOnlySoMuchForThoseWhoDoNotRead() throws Exception {
        byte[] long4Mb = new byte[4 << 20];
        AtomicInteger made = new AtomicInteger();
        MetricsPage metrics = accept -> {
            made.incrementAndGet();
            return new Page("text/plain; charset=utf-8", long4Mb);
        };
        try (HttpView big = new HttpView(keepalive, Rows.TASKS, "1.0.0", List::of, metrics, Protection.NONE, log)) {
            big.start(HttpAddress.parse("0"), true);
            URI page = URI.create(big.address()).resolve("/metrics");
            byte[] requests = get("/metrics", "localhost")
                    .replace("Connection: close\r\n", "")
                    .repeat(30)
                    .getBytes(StandardCharsets.ISO_8859_1);
            List<Socket> deaf = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                deaf.add(new Socket(InetAddress.getLoopbackAddress(), page.getPort()));
                deaf.get(i).getOutputStream().write(requests);
            }
            await().atMost(20, TimeUnit.SECONDS).until(() -> code(page) == 503);
            assertThat(made.get()).isLessThan(20);
            for (Socket socket : deaf) {
                socket.close();
            }
            await().atMost(20, TimeUnit.SECONDS).until(() -> code(page) == 200);
        }
    }

    private static int code(URI page) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) page.toURL().openConnection();
        int code = connection.getResponseCode();
        if (code == 200) {
            connection.getInputStream().readAllBytes();
        }
        return code;
    }

    @Test
    void staysClosedUntilItsPasswordIsThere(@TempDir Path folder) throws Exception {
        Path password = folder.resolve("password");
        Protection protection = new Protection("me", password, null, null);
        try (HttpView guarded = new HttpView(keepalive, Rows.TASKS, "1.0.0", List::of, null, protection, log)) {
            assertThat(guarded.readFiles()).isFalse();
            assertThat(guarded.readFiles()).isFalse();
            assertThat(log.lines(Level.WARN))
                    .singleElement()
                    .asString()
                    .contains(password + " of http-password-file does not exist", "stays closed");
            assertThatThrownBy(() -> guarded.start(HttpAddress.parse("0"), true))
                    .isInstanceOf(IllegalStateException.class);

            Files.writeString(password, "secret\r\n");
            assertThat(guarded.readFiles()).isTrue();
            assertThat(guarded.start(HttpAddress.parse("0.0.0.0:0"), true)).isTrue();
            Files.writeString(password, " ");
            guarded.readFiles();
            guarded.readFiles();
            assertThat(log.lines(Level.WARN)).hasSize(2).last().asString().contains("is empty", "stays in force");
            assertThat(log.lines(Level.INFO)).singleElement().asString().contains("crosses the network unencrypted");
        }
    }

    @Test
    void listensOnIpv6() throws Exception {
        assertThat(view.start(HttpAddress.parse("[::1]:0"), true)).isTrue();

        assertThat(view.address()).matches("http://\\[0:0:0:0:0:0:0:1]:\\d+/");
        assertThat(URI.create(view.address()).toURL().openStream().readAllBytes())
                .isNotEmpty();
    }

    @Test
    void answersRubbishWithAnErrorAndGoesOn() throws Exception {
        view.start(HttpAddress.parse("0"), true);

        assertThat(ask("\u0000\u0001\u0002rubbish\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(ask("GET / HTTP/9.9\r\n\r\n")).startsWith("HTTP/1.1 505 ");
        assertThat(ask("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
        assertThat(ask("GET / HTTP/1.1\r\nHost: localhost\r\n" + "X: y\r\n".repeat(1000) + "\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(ask("GET /health HTTP/1.1\r\n\r\n")).startsWith("HTTP/1.1 400 ");
        assertThat(ask("GET /health HTTP/1.0\r\n\r\n")).contains(" 200 ", "\"status\":\"UP\"");
        assertThat(ask("GET /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nConnection: close\r\n\r\nbody"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(ask(get("/health", "localhost"))).startsWith("HTTP/1.1 200 ");
        assertThat(log.lines(Level.WARN)).isEmpty();
    }

    @Test
    void answersRequestsSentInOneGoInTheirOrder() throws Exception {
        view.start(HttpAddress.parse("0"), true);
        String open = "HTTP/1.1\r\nHost: localhost\r\n\r\n";

        String replies =
                ask("GET /metrics " + open + "GET /health " + open + "HEAD /threads " + open + get("/", "localhost"));

        assertThat(replies.split("HTTP/1.1 200 OK")).hasSize(5);
        assertThat(replies.indexOf("metric 1")).isBetween(1, replies.indexOf("\"status\""));
        assertThat(replies.indexOf("<!doctype html>")).isGreaterThan(replies.indexOf("\"status\""));
    }

    @Test
    void answersHealthWhileAThousandRequestsAreSentByHalf() throws Exception {
        view.start(HttpAddress.parse("0"), true);
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
                sockets.add(socket);
                socket.getOutputStream()
                        .write("GET /health HTTP/1.1\r\nHost: local".getBytes(StandardCharsets.US_ASCII));
            }
            long before = System.nanoTime();
            String reply = ask(get("/health", "localhost"));
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before);

            assertThat(reply).startsWith("HTTP/1.1 200 ");
            assertThat(millis).isLessThan(10_000);
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void keepsAReaderThatAsksWhileOthersOnlyHoldConnections() throws Exception {
        view.start(HttpAddress.parse("0"), true);
        List<Socket> sockets = new ArrayList<>();
        try (Socket reader = new Socket(InetAddress.getLoopbackAddress(), port())) {
            reader.setSoTimeout(10_000);
            for (int i = 0; i < 600; i++) {
                sockets.add(new Socket(InetAddress.getLoopbackAddress(), port()));
                // Often enough: on a busy machine some 130 that were opened before may still wait to be accepted, and
                // are taken between two of its requests with those opened then. With 256 it would be pushed out.
                if (i % 20 == 0) {
                    reader.getOutputStream()
                            .write("HEAD /health HTTP/1.1\r\nHost: localhost\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                    StringBuilder head = new StringBuilder();
                    while (head.indexOf("\r\n\r\n") < 0) {
                        int c = reader.getInputStream().read();
                        assertThat(c).as("closed after %s", head).isNotNegative();
                        head.append((char) c);
                    }
                    assertThat(head).startsWith("HTTP/1.1 200 ");
                }
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void ownsItsThreadsAndEndsThem() throws Exception {
        // Those of the test before may take a moment to end.
        await().until(() -> threads().isEmpty());
        view.start(HttpAddress.parse("0"), true);
        ask(get("/metrics", "localhost"));

        List<Thread> threads = threads();
        assertThat(threads).hasSize(3).allMatch(Thread::isDaemon);
        assertThat(threads)
                .allMatch(thread -> thread.getContextClassLoader() == HttpView.class.getClassLoader())
                .extracting(Thread::getName)
                .containsExactlyInAnyOrder("pollwatch-http-acceptor", "pollwatch-http-io", "pollwatch-http-worker");

        try (Socket half = new Socket(InetAddress.getLoopbackAddress(), port())) {
            half.getOutputStream().write("GET /hea".getBytes(StandardCharsets.US_ASCII));
            long before = System.nanoTime();
            view.close();
            assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - before))
                    .isLessThan(3000);
        }
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
        assertThat(log.lines(Level.WARN)).isEmpty();
    }

    @Test
    void comesBackOnTheSamePortAfterItsThreadsEnded() throws Exception {
        view.start(HttpAddress.parse("0"), true);
        int port = port();

        // HttpCore ends its loop on an interrupt as it does on an error.
        threads().stream()
                .filter(thread -> thread.getName().endsWith("acceptor"))
                .forEach(Thread::interrupt);

        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> log.lines(Level.WARN).stream().anyMatch(line -> line.contains("is back")));
        assertThat(port()).isEqualTo(port);
        assertThat(ask(get("/health", "localhost")).toLowerCase(Locale.ROOT)).contains("\"status\":\"up\"");
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("pollwatch-http-"))
                .toList();
    }
}
