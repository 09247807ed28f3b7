package dev.pollwatch.view.http;

import static dev.pollwatch.view.Rows.dead;
import static dev.pollwatch.view.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.RuleStatus;
import dev.pollwatch.keepalive.Stall;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.view.FakeKeepalive;
import dev.pollwatch.view.RecordingLogger;
import dev.pollwatch.view.Rows;
import dev.pollwatch.view.ThreadView;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code /health} and {@code /threads} say. */
class JsonPagesTest {

    private final FakeKeepalive keepalive = new FakeKeepalive();
    private final HttpClient client = HttpClient.newHttpClient();
    private List<RuleStatus> rules = List.of();
    private final HttpView view =
            new HttpView(keepalive, Rows.TASKS, "1.0.0", () -> rules, null, Protection.NONE, new RecordingLogger());

    @BeforeEach
    void open() {
        assertThat(view.start(HttpAddress.parse("0"), true)).isTrue();
    }

    @AfterEach
    void close() {
        view.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(view.address()).resolve(path))
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

        HttpResponse<String> response = get("/health");

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

        assertThat(get("/health").body()).contains(",\"unmatchedRules\":[\"loop=com.acme.Rx#pol\\\"l\"],");
    }

    @Test
    void answersHealthWith503AndTheDeadRows() throws Exception {
        keepalive.show(dead(1, "rx", Diagnosis.of("SPINNING", "It spins.")), row(2, "tx", State.ALIVE));

        HttpResponse<String> response = get("/health?verbose");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body())
                .contains("\"status\":\"DOWN\",\"reason\":\"1 thread is DEAD.\",\"threads\":2")
                .contains("\"deadThreads\":[{\"name\":\"rx\",\"loop\":\"com.acme.Rx#poll\",\"sinceMillis\":12000,"
                        + "\"diagnosis\":\"SPINNING\",\"diagnosisDetail\":\"It spins.\",\"decidesHealth\":true}]");
        HttpResponse<String> report = get("/health?report");
        assertThat(report.statusCode()).isEqualTo(200);
        assertThat(report.body()).isEqualTo(response.body());
    }

    @Test
    void answersHealthWith200WhilePaused() throws Exception {
        keepalive.show(dead(1, "rx", Diagnosis.NONE));
        keepalive.pause();

        HttpResponse<String> response = get("/health");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).startsWith("{\"status\":\"PAUSED\",");
    }

    @Test
    void namesEachAttributeOfARowInThreads() throws Exception {
        keepalive.show(dead(1, "rx", new Diagnosis("SPINNING", "It spins.", "com.acme.Rx.poll(Rx.java:12)")));

        HttpResponse<String> response = get("/threads");

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

        String body = get("/threads").body();
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

        assertThat(objects(get("/threads").body()).get(1))
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

        List<Map<String, Object>> whole = objects(get("/threads").body());
        List<Map<String, Object>> brief = objects(get("/threads?x=1&brief").body());

        whole.get(0).remove("stallStack");
        assertThat(brief.get(0)).isEqualTo(whole.get(0)).containsEntry("diagnosisDetail", "It spins.");
        assertThat(brief.get(1).keySet()).containsExactly("startTime", "lengthMillis", "over", "diagnosis");
    }

    @Test
    void givesTheRowsOfOneThreadWhereAskedForThem() throws Exception {
        keepalive.show(row(1, "rx", State.ALIVE), row(2, "tx", State.ALIVE), row(10, "tx", State.ALIVE));

        assertThat(objects(get("/threads?javaThreadId=22").body()))
                .extracting(thread -> thread.get("javaThreadId"))
                .containsExactly(22L);
        assertThat(objects(get("/threads?brief&javaThreadId=nobody").body())).isEmpty();
        assertThat(objects(get("/threads?javaThreadId=").body())).hasSize(3);
    }

    @Test
    void givesBackWhateverAThreadIsCalled() throws Exception {
        keepalive.show(IntStream.range(0, Rows.HOSTILE_NAMES.size())
                .mapToObj(i -> dead(i, Rows.HOSTILE_NAMES.get(i), Diagnosis.of("X", Rows.HOSTILE_NAMES.get(i))))
                .toArray(Row[]::new));

        assertThat(objects(get("/threads").body()))
                .filteredOn(object -> object.containsKey("name"))
                .extracting(thread -> thread.get("name"))
                .containsExactlyElementsOf(new ArrayList<>(Rows.HOSTILE_NAMES));
        assertThat(objects(get("/health").body()))
                .extracting(thread -> thread.get("diagnosisDetail"))
                .containsAll(Rows.HOSTILE_NAMES);
    }
}
