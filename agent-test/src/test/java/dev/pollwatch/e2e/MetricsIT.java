package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.CommandLineTool;
import dev.pollwatch.e2e.harness.Exposition;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Sample;
import dev.pollwatch.e2e.harness.SharedHosts;
import dev.pollwatch.e2e.harness.TestPaths;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What Prometheus gets. */
class MetricsIT {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("pollwatch_thread_state", "gauge"),
            Map.entry("pollwatch_threads", "gauge"),
            Map.entry("pollwatch_heartbeats_total", "counter"),
            Map.entry("pollwatch_heartbeat_age_seconds", "gauge"),
            Map.entry("pollwatch_heartbeats_missed", "gauge"),
            Map.entry("pollwatch_stalls_total", "counter"),
            Map.entry("pollwatch_stall_seconds_total", "counter"),
            Map.entry("pollwatch_stall_seconds_max", "gauge"),
            Map.entry("pollwatch_transitions_total", "counter"),
            Map.entry("pollwatch_thread_info", "gauge"),
            Map.entry("pollwatch_thread_core", "gauge"),
            Map.entry("pollwatch_thread_incarnation", "gauge"),
            Map.entry("pollwatch_thread_decides_health", "gauge"),
            Map.entry("pollwatch_thread_cpu_seconds_total", "counter"),
            Map.entry("pollwatch_thread_runqueue_seconds_total", "counter"),
            Map.entry("pollwatch_thread_context_switches_total", "counter"),
            Map.entry("pollwatch_host_pauses_total", "counter"),
            Map.entry("pollwatch_host_pause_seconds_total", "counter"),
            Map.entry("pollwatch_last_check_age_seconds", "gauge"),
            Map.entry("pollwatch_overflow_threads", "gauge"),
            Map.entry("pollwatch_paused", "gauge"),
            Map.entry("pollwatch_interval_seconds", "gauge"),
            Map.entry("pollwatch_dead_after_seconds", "gauge"),
            Map.entry("pollwatch_start_time_seconds", "gauge"),
            Map.entry("pollwatch_build_info", "gauge"));

    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    @RegisterExtension
    static final SharedHosts HOSTS = new SharedHosts("");

    @ForEachJdk
    void shouldHoldEveryMetricWithItsType(Jdk jdk) {
        WatchedHost host = hostWithRows(jdk);

        WatchedHost.eventually(
                "all metrics", () -> assertThat(host.http().metrics().types()).isEqualTo(TYPES));
    }

    @ForEachJdk
    void shouldLabelEachMetricAsAgreed(Jdk jdk) {
        WatchedHost host = HOSTS.on(jdk);
        WatchedRow row = host.run("busy", Order.GO).awaitEverywhere("ALIVE");
        List<String> ofARow = TYPES.keySet().stream()
                .filter(name -> !name.contains("_host_") && !name.equals("pollwatch_threads"))
                .filter(name -> !List.of(
                                "pollwatch_last_check_age_seconds",
                                "pollwatch_overflow_threads",
                                "pollwatch_paused",
                                "pollwatch_interval_seconds",
                                "pollwatch_dead_after_seconds",
                                "pollwatch_start_time_seconds",
                                "pollwatch_build_info")
                        .contains(name))
                .toList();

        Exposition metrics = host.http().metrics();
        assertThat(ofARow)
                .allSatisfy(name -> assertThat(metrics.of(name, row.thread(), row.loop()))
                        .as(name)
                        .isNotEmpty());
        assertThat(labels(metrics, "pollwatch_thread_state", row, "state"))
                .containsExactlyInAnyOrder("alive", "sleep", "unused", "dead");
        assertThat(labels(metrics, "pollwatch_transitions_total", row, "to"))
                .containsExactlyInAnyOrder("alive", "sleep", "unused", "dead");
        assertThat(labels(metrics, "pollwatch_thread_info", row, "tid"))
                .containsExactly(String.valueOf(row.attribute("tid")));
        assertThat(labels(metrics, "pollwatch_thread_context_switches_total", row, "kind"))
                .containsExactlyInAnyOrder("voluntary", "involuntary");
        assertThat(metrics.samples())
                .filteredOn(sample -> sample.name().equals("pollwatch_threads"))
                .extracting(sample -> sample.labels().get("state"))
                .containsExactlyInAnyOrder("alive", "sleep", "unused", "dead");
        assertThat(metrics.samples())
                .filteredOn(sample -> sample.name().equals("pollwatch_build_info"))
                .singleElement()
                .satisfies(sample -> assertThat(sample.labels()).containsValue(TestPaths.version()));
    }

    @ForEachJdk
    void shouldCountAStallAndItsSeconds(Jdk jdk) {
        WatchedHost host = HOSTS.on(jdk);
        WatchedRow row = host.run("busy", Order.GO).await("ALIVE");
        row.order(Order.STALL).await("DEAD");
        WatchedHost.eventually(
                "a growing stall",
                () -> assertThat(value(host, "pollwatch_stall_seconds_total", row))
                        .isGreaterThan(0.6));
        row.order(Order.GO).awaitEverywhere("ALIVE");

        assertThat(value(host, "pollwatch_stalls_total", row)).isEqualTo(1);
        assertThat(value(host, "pollwatch_stall_seconds_max", row)).isGreaterThan(0.6);
        assertThat(value(host, "pollwatch_thread_cpu_seconds_total", row)).isPositive();
    }

    @ForEachJdk
    void shouldKeepStrangeThreadNamesWhole(Jdk jdk) {
        WatchedHost host = HOSTS.on(jdk);

        host.run("strange", "busy", Order.GO, "a \"b\" \\ {c=\"d\"} , é ∞ *?").awaitEverywhere("ALIVE");
    }

    @ForEachJdk
    void shouldGiveARealCurlWhatItAsksFor(Jdk jdk) {
        String address = hostWithRows(jdk).http().address() + "/metrics";
        CommandLineTool curl = CommandLineTool.need("curl", any -> true, "install curl");

        String text = curl.run("", "-sSf", "-i", address).out();
        assertThat(text).contains("200").containsIgnoringCase("content-type: text/plain");
        String openMetrics = curl.run("", "-sSf", "-i", "-H", "Accept: " + OPEN_METRICS, address)
                .out();
        assertThat(openMetrics)
                .containsIgnoringCase("content-type: application/openmetrics-text")
                .contains("# TYPE pollwatch_thread info")
                .endsWith("# EOF\n");
        assertThat(curl.run("", "-sS", "-o", "/dev/null", "-w", "%{http_code}", "-X", "POST", address)
                        .out())
                .isEqualTo("405");
        assertThat(curl.run("", "-sS", "-I", address).out()).contains("200");
    }

    @ForEachJdk
    void shouldAnswerAProtobufScraperInText(Jdk jdk) {
        HttpResponse<String> answer = hostWithRows(jdk)
                .http()
                .get(
                        "/metrics",
                        "Accept",
                        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited");

        assertThat(answer.body()).startsWith("# HELP ");
    }

    @ForEachJdk
    void shouldHaveNothingThatPromtoolComplainsOf(Jdk jdk) {
        CommandLineTool promtool =
                CommandLineTool.need("promtool", any -> true, "it is in Debian's package prometheus");

        CommandLineTool.Result result =
                promtool.run(hostWithRows(jdk).http().get("/metrics").body(), "check", "metrics");
        assertThat(result.out() + result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @ForEachJdk
    void shouldBeWhatAnOpenMetricsParserReads(Jdk jdk) {
        String imports = "from prometheus_client.openmetrics.parser import text_string_to_metric_families as families";
        CommandLineTool python = CommandLineTool.need(
                "python3",
                candidate -> candidate.run("", "-c", imports).exitCode() == 0,
                "its OpenMetrics parser is in Debian's package python3-prometheus-client");

        String body =
                hostWithRows(jdk).http().get("/metrics", "Accept", OPEN_METRICS).body();
        String script = imports + "\nimport sys\nprint(len(list(families(sys.stdin.read()))))";
        CommandLineTool.Result result = python.run(body, "-c", script);
        assertThat(result.err()).isEmpty();
        assertThat(result.out().trim()).isEqualTo(String.valueOf(TYPES.size()));
    }

    private static WatchedHost hostWithRows(Jdk jdk) {
        WatchedHost host = HOSTS.on(jdk);
        host.run("busy", Order.GO).awaitEverywhere("ALIVE");
        host.run("taking", Order.GO).awaitEverywhere("SLEEP");
        return host;
    }

    private static double value(WatchedHost host, String name, WatchedRow row) {
        return host.http().metrics().of(name, row.thread(), row.loop()).stream()
                .mapToDouble(Sample::value)
                .findFirst()
                .orElseThrow();
    }

    private static List<String> labels(Exposition metrics, String name, WatchedRow row, String label) {
        return metrics.of(name, row.thread(), row.loop()).stream()
                .map(sample -> sample.labels().get(label))
                .toList();
    }
}
