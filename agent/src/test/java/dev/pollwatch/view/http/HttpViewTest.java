package dev.pollwatch.view.http;

import static dev.pollwatch.view.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.view.FakeKeepalive;
import dev.pollwatch.view.Page;
import dev.pollwatch.view.RecordingLogger;
import dev.pollwatch.view.Rows;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** How pages are asked for and answered. */
class HttpViewTest {

    private final FakeKeepalive keepalive = new FakeKeepalive();
    private final RecordingLogger log = new RecordingLogger();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpView view = started(accept -> Page.of("text/plain; version=0.0.4; charset=utf-8", "metric 1\n"));

    @AfterEach
    void close() {
        view.close();
    }

    private HttpView started(dev.pollwatch.view.MetricsPage metrics) {
        HttpView made = new HttpView(keepalive, Rows.TASKS, "1.0.0", List::of, metrics, Protection.NONE, log);
        assertThat(made.start(HttpAddress.parse("0"), true)).isTrue();
        return made;
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(view.address()).resolve(path))
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void showsThePageToBrowsersAndTheTextToThoseWhoAskForIt() throws Exception {
        HttpResponse<String> page = send("GET", "/");
        assertThat(page.body()).startsWith("<!doctype html>");
        assertThat(page.headers().map())
                .containsEntry("content-type", List.of("text/html; charset=utf-8"))
                .containsEntry("content-security-policy", List.of(StatusPage.policy()))
                .containsEntry("cache-control", List.of("no-store"));
        for (String accept : List.of("*/*", "text/html,application/xhtml+xml,*/*;q=0.8", "text/plain,text/html")) {
            assertThat(index(accept)).as(accept).isEqualTo(page.body());
        }
        assertThat(index("text/plain")).startsWith("Pollwatch 1.0.0\n").contains("/health", "/threads", "/metrics");
    }

    private String index(String accept) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create(view.address()))
                                .header("Accept", accept)
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void passesTheAcceptHeaderToTheMetrics() throws Exception {
        view.close();
        view = started(
                accept -> Page.of("application/openmetrics-text; version=1.0.0; charset=utf-8", accept + " ü\n"));

        HttpResponse<String> response = client.send(
                HttpRequest.newBuilder(URI.create(view.address() + "metrics"))
                        .header("Accept", "a/b;q=0.5")
                        .header("Accept", "c/d")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("a/b;q=0.5,c/d ü\n");
        assertThat(response.headers().firstValue("content-type"))
                .hasValue("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(response.headers().firstValueAsLong("content-length")).hasValue(17);
    }

    @Test
    void answersHeadAsGetWithoutTheBody() throws Exception {
        for (String path : List.of("/", "/health", "/threads", "/metrics", "/nothing")) {
            HttpResponse<String> get = send("GET", path);
            HttpResponse<String> head = send("HEAD", path);
            assertThat(head.statusCode()).as(path).isEqualTo(get.statusCode());
            assertThat(head.body()).isEmpty();
            assertThat(head.headers().firstValue("content-length"))
                    .isEqualTo(get.headers().firstValue("content-length"))
                    .hasValue(Integer.toString(get.body().getBytes(StandardCharsets.UTF_8).length));
        }
    }

    @Test
    void refusesWhatThereIsNot() throws Exception {
        assertThat(send("GET", "/healthy").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/health/..%2f").body()).startsWith("There is nothing here.");
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "get")) {
            HttpResponse<String> response = send(method, "/health");
            assertThat(response.statusCode()).as(method).isEqualTo(405);
            assertThat(response.headers().firstValue("allow")).hasValue("GET, HEAD");
        }
    }

    @Test
    void saysSoWhenAPageCannotBeMade() throws Exception {
        view.close();
        view = started(accept -> {
            throw new IllegalStateException("inner secret");
        });
        assertThat(send("GET", "/metrics").statusCode()).isEqualTo(500);
        keepalive.failure = new IllegalStateException("inner secret");
        HttpResponse<String> response = send("GET", "/health");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).doesNotContain("secret", "at dev.").contains("could not be made");
        keepalive.failure = null;
        assertThat(send("GET", "/health").statusCode()).isEqualTo(200);
        assertThat(log.lines(Level.WARN)).hasSize(1);

        view.close();
        view = started(null);
        assertThat(send("GET", "/metrics").statusCode()).isEqualTo(503);
    }

    @Test
    void answersHealthWhileAScrapeHangs() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        view.close();
        view = started(accept -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Page.of("text/plain; charset=utf-8", "late\n");
        });
        List<CompletableFuture<HttpResponse<String>>> scrapes = IntStream.range(0, 60)
                .mapToObj(i -> client.sendAsync(
                        HttpRequest.newBuilder(URI.create(view.address() + "metrics"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString()))
                .toList();

        await().until(() -> scrapes.stream().filter(CompletableFuture::isDone).count() >= 60 - 33);
        assertThat(send("GET", "/health").statusCode()).isEqualTo(200);
        release.countDown();

        List<Integer> statuses =
                scrapes.stream().map(f -> f.join().statusCode()).toList();
        assertThat(statuses).containsOnly(200, 503).contains(200, 503);
        assertThat(statuses.stream().filter(status -> status == 200).count()).isEqualTo(33);
    }

    @Test
    void servesManyReadersAtOnceWithoutMixingThemUp() throws Exception {
        keepalive.show(IntStream.range(0, 300)
                .mapToObj(i -> row(i, "thread-" + i, State.ALIVE))
                .toArray(Row[]::new));
        String expected = send("GET", "/threads").body();
        for (int round = 0; round < 20; round++) {
            List<CompletableFuture<HttpResponse<String>>> replies = IntStream.range(0, 16)
                    .mapToObj(i -> client.sendAsync(
                            HttpRequest.newBuilder(URI.create(view.address() + (i % 2 == 0 ? "threads" : "health")))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString()))
                    .toList();
            for (int i = 0; i < replies.size(); i++) {
                HttpResponse<String> reply = replies.get(i).join();
                assertThat(reply.statusCode()).isEqualTo(200);
                if (i % 2 == 0) {
                    assertThat(reply.body()).isEqualTo(expected);
                }
            }
        }
    }
}
