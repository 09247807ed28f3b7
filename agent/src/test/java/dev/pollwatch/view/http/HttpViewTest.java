package dev.pollwatch.view.http;

import static dev.pollwatch.view.Rows.dead;
import static dev.pollwatch.view.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.RuleStatus;
import dev.pollwatch.keepalive.Stall;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.view.FakeKeepalive;
import dev.pollwatch.view.Page;
import dev.pollwatch.view.RecordingLogger;
import dev.pollwatch.view.Rows;
import dev.pollwatch.view.ThreadView;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class HttpViewTest {

    private final FakeKeepalive keepalive = new FakeKeepalive();
    private List<RuleStatus> rules = List.of();
    private final RecordingLogger log = new RecordingLogger();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpView view = started(accept -> Page.of("text/plain; version=0.0.4; charset=utf-8", "metric 1\n"));

    @AfterEach
    void close() {
        view.close();
    }

    private HttpView started(dev.pollwatch.view.MetricsPage metrics) {
        HttpView made = new HttpView(keepalive, Rows.TASKS, "1.0.0", () -> rules, metrics, Protection.NONE, log);
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

    /** All objects in the order in which they begin, those within others too. */
    private static List<Map<String, Object>> objects(String json) throws IOException {
        List<Map<String, Object>> objects = new ArrayList<>();
        Deque<Map<String, Object>> open = new ArrayDeque<>();
        try (JsonParser parser = new JsonFactory().createParser(json)) {
            String key = "";
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                switch (token) {
                    case START_OBJECT -> {
                        open.push(new LinkedHashMap<>());
                        objects.add(open.peek());
                    }
                    case END_OBJECT -> open.pop();
                    case START_ARRAY -> {
                        if (!open.isEmpty()) {
                            open.peek().put(key, "an array");
                        }
                    }
                    case FIELD_NAME -> key = parser.currentName();
                    case VALUE_STRING -> open.peek().put(key, parser.getText());
                    case VALUE_NUMBER_INT -> open.peek().put(key, parser.getLongValue());
                    case VALUE_NUMBER_FLOAT -> open.peek().put(key, parser.getDoubleValue());
                    case VALUE_TRUE, VALUE_FALSE -> open.peek().put(key, parser.getBooleanValue());
                    default -> {}
                }
            }
        }
        return objects;
    }

    @Test
    void answersHealthWith200WhileAllIsWell() throws Exception {
        keepalive.show(row(1, "rx", State.ALIVE), row(2, "tx", State.SLEEP));

        HttpResponse<String> response = send("GET", "/health");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .isEqualTo("{\"status\":\"UP\",\"threads\":2,\"alive\":1,\"sleep\":1,\"unused\":0,\"dead\":0,"
                        + "\"lastCheckAgeMillis\":12,\"version\":\"1.0.0\",\"pid\":"
                        + ProcessHandle.current().pid() + ",\"startTime\":1700000000000,\"upMillis\":11520000,"
                        + "\"intervalMillis\":1000,\"deadAfterMillis\":2000,\"hostPauseCount\":0,"
                        + "\"hostPauseMillis\":0,\"overflowCount\":0,\"unmatchedRules\":[],\"deadThreads\":[]}");
        assertThat(response.headers().map())
                .containsEntry("content-type", List.of("application/json; charset=utf-8"))
                .containsEntry("cache-control", List.of("no-store"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("server", List.of("Pollwatch"));
    }

    @Test
    void namesInHealthTheRulesThatMatchedNothing() throws Exception {
        rules = List.of(
                new RuleStatus("com.acme.Rx#poll", "loop", "agent argument", List.of("com.acme.Rx#poll"), 1, List.of()),
                new RuleStatus("com.acme.Rx#pol\"l", "loop", "agent argument", List.of(), 0, List.of()));

        assertThat(send("GET", "/health").body()).contains(",\"unmatchedRules\":[\"loop=com.acme.Rx#pol\\\"l\"],");
    }

    @Test
    void answersHealthWith503AndTheDeadRows() throws Exception {
        keepalive.show(dead(1, "rx", Diagnosis.of("SPINNING", "It spins.")), row(2, "tx", State.ALIVE));

        HttpResponse<String> response = send("GET", "/health?verbose");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .contains("\"status\":\"DOWN\",\"reason\":\"1 thread is DEAD.\",\"threads\":2")
                .contains("\"deadThreads\":[{\"name\":\"rx\",\"loop\":\"com.acme.Rx#poll\",\"sinceMillis\":12000,"
                        + "\"diagnosis\":\"SPINNING\",\"diagnosisDetail\":\"It spins.\",\"decidesHealth\":true}]");
        HttpResponse<String> report = send("GET", "/health?report");
        assertThat(report.statusCode()).isEqualTo(200);
        assertThat(report.body()).isEqualTo(response.body());
    }

    @Test
    void answersHealthWith200WhilePaused() throws Exception {
        keepalive.show(dead(1, "rx", Diagnosis.NONE));
        keepalive.pause();

        HttpResponse<String> response = send("GET", "/health");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("{\"status\":\"PAUSED\",");
    }

    @Test
    void namesEachAttributeOfARowInThreads() throws Exception {
        keepalive.show(dead(1, "rx", new Diagnosis("SPINNING", "It spins.", "com.acme.Rx.poll(Rx.java:12)")));

        HttpResponse<String> response = send("GET", "/threads");

        assertThat(response.statusCode()).isEqualTo(200);
        Map<String, Object> thread = objects(response.body()).get(0);
        assertThat(thread.keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(ThreadView.class.getMethods())
                        .map(Method::getName)
                        .map(name -> Character.toLowerCase(name.charAt(3)) + name.substring(4))
                        .toList());
        assertThat(thread)
                .containsEntry("state", "DEAD")
                .containsEntry("tid", 4731L)
                .containsEntry("core", 3L)
                .containsEntry("cpuPercent", 99.5)
                .containsEntry("lastHeartbeatAgeMillis", 14_100L)
                .containsEntry("stallMillis", 14_100L)
                .containsEntry("stallStack", "com.acme.Rx.poll(Rx.java:12)");
    }

    @Test
    void shouldLeaveOlderStacksOutOfAPageThatWouldBeTooLong() throws Exception {
        String stack = "com.acme.Rx.poll(Rx.java:12)\n".repeat(70).substring(0, 2000);
        Stall[] stalls = new Stall[8];
        Arrays.fill(stalls, new Stall(0, 1, true, new Diagnosis("SPINNING", "", stack)));
        stalls[7] = new Stall(0, 1, true, Diagnosis.NONE);
        Row[] rows = new Row[600];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Rows.recovered(row(i, "rx-" + i, State.ALIVE), stalls);
        }
        keepalive.show(rows);

        String body = send("GET", "/threads").body();
        assertThat(body).hasSizeLessThan(8_000_000);
        // Of the newest three of each row they are there, of the next four they are left out, and the oldest has none.
        assertThat(body.split(Pattern.quote("\"stack\":\"com.acme."), -1)).hasSize(1 + 600 * 3);
        assertThat(body.split(Pattern.quote("\"stack\":\"" + Json.LEFT_OUT + "\""), -1))
                .hasSize(1 + 600 * 4);
        assertThat(body.split(Pattern.quote("\"stack\":\"\""), -1)).hasSize(1 + 600);
    }

    @Test
    void showsTheLastStallsOfARow() throws Exception {
        keepalive.show(dead(1, "rx", new Diagnosis("SPINNING", "It spins.", "com.acme.Rx.poll(Rx.java:12)")));

        assertThat(objects(send("GET", "/threads").body()).get(1))
                .containsExactly(
                        Map.entry("startTime", 1_700_000_000_000L),
                        Map.entry("lengthMillis", 14_100L),
                        Map.entry("over", false),
                        Map.entry("diagnosis", "SPINNING"),
                        Map.entry("diagnosisDetail", "It spins."),
                        Map.entry("evidence", ""),
                        Map.entry("stack", "com.acme.Rx.poll(Rx.java:12)"));
    }

    @Test
    void leavesOutStacksWhereAskedToBeBrief() throws Exception {
        keepalive.show(dead(1, "rx", new Diagnosis("SPINNING", "It spins.", "com.acme.Rx.poll(Rx.java:12)")));

        List<Map<String, Object>> whole = objects(send("GET", "/threads").body());
        List<Map<String, Object>> brief =
                objects(send("GET", "/threads?x=1&brief").body());

        whole.get(0).remove("stallStack");
        assertThat(brief.get(0)).isEqualTo(whole.get(0)).containsEntry("diagnosisDetail", "It spins.");
        assertThat(brief.get(1).keySet()).containsExactly("startTime", "lengthMillis", "over", "diagnosis");
    }

    @Test
    void givesTheRowsOfOneThreadWhereAskedForThem() throws Exception {
        keepalive.show(row(1, "rx", State.ALIVE), row(2, "tx", State.ALIVE), row(10, "tx", State.ALIVE));

        assertThat(objects(send("GET", "/threads?javaThreadId=22").body()))
                .extracting(thread -> thread.get("javaThreadId"))
                .containsExactly(22L);
        assertThat(objects(send("GET", "/threads?brief&javaThreadId=nobody").body()))
                .isEmpty();
        assertThat(objects(send("GET", "/threads?javaThreadId=").body())).hasSize(3);
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
    void givesBackWhateverAThreadIsCalled() throws Exception {
        keepalive.show(IntStream.range(0, Rows.HOSTILE_NAMES.size())
                .mapToObj(i -> dead(i, Rows.HOSTILE_NAMES.get(i), Diagnosis.of("X", Rows.HOSTILE_NAMES.get(i))))
                .toArray(Row[]::new));

        assertThat(objects(send("GET", "/threads").body()))
                .filteredOn(object -> object.containsKey("name"))
                .extracting(thread -> thread.get("name"))
                .containsExactlyElementsOf(new ArrayList<>(Rows.HOSTILE_NAMES));
        assertThat(objects(send("GET", "/health").body()))
                .extracting(thread -> thread.get("diagnosisDetail"))
                .containsAll(Rows.HOSTILE_NAMES);
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
