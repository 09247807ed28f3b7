package dev.pollwatch.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Prometheus;
import dev.pollwatch.e2e.harness.Sample;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A real Prometheus with the example's configuration and rules, which scrapes a real host. */
class PrometheusIT {

    @ForEachJdk
    @Execution(ExecutionMode.CONCURRENT)
    void shouldRecordAStallAndRaiseAnAlertThatResolves(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "");
                Prometheus prometheus =
                        Prometheus.start(PrometheusExample.inAHurry(host.http().address()))) {
            WatchedRow row = host.run("busy", Order.GO);
            WatchedRow sleeper = host.run("taking", Order.GO);
            awaitState(prometheus, row, "alive");
            awaitState(prometheus, sleeper, "sleep");
            // A counter tells of a rise only once it was seen before it.
            awaitValue(prometheus, "pollwatch_stalls_total" + selector(row), 0);

            row.order(Order.STALL);
            awaitState(prometheus, row, "dead");
            awaitAlert(prometheus, "PollThreadDead", "firing");
            assertThat(alerts(prometheus, "PollThreadDead")).singleElement().satisfies(alert -> {
                String instance = URI.create(host.http().address()).getAuthority();
                assertThat(alert.labels())
                        .containsAllEntriesOf(Map.of(
                                "job",
                                "pollwatch",
                                "instance",
                                instance,
                                "thread",
                                row.thread(),
                                "loop",
                                row.loop(),
                                "severity",
                                "critical"));
                assertThat(alert.annotations().get("summary")).contains(row.thread(), row.loop(), instance);
                assertThat(alert.annotations().get("description"))
                        .contains(row.thread(), row.loop(), "http://" + instance + "/health");
            });

            row.order(Order.GO);
            awaitState(prometheus, row, "alive");
            WatchedHost.eventually(
                    "the alert resolved",
                    () -> assertThat(alerts(prometheus, "PollThreadDead")).isEmpty());
            assertThat(values(prometheus, "max_over_time(" + state(row, "dead") + "[10m])"))
                    .containsExactly(1.0);
            assertThat(values(prometheus, "increase(pollwatch_stalls_total" + selector(row) + "[10m])"))
                    .singleElement()
                    .satisfies(rise -> assertThat(rise).isPositive());
            awaitValue(prometheus, "pollwatch_stalls_total" + selector(row), 1);
            assertThat(values(prometheus, "pollwatch_stall_seconds_total" + selector(row)))
                    .singleElement()
                    .satisfies(seconds -> assertThat(seconds).isGreaterThan(2));
            // Both are in the past now: it waited before it fired.
            for (String alertState : List.of("pending", "firing")) {
                assertThat(values(
                                prometheus,
                                "count_over_time(ALERTS{alertname=\"PollThreadDead\",alertstate=\"" + alertState
                                        + "\"}[10m])"))
                        .as(alertState)
                        .singleElement()
                        .satisfies(samples -> assertThat(samples).isPositive());
            }
            assertThat(prometheus.query("last_over_time(ALERTS{thread=\"" + sleeper.thread() + "\"}[10m])"))
                    .isEmpty();
        }
    }

    @ForEachJdk
    @Execution(ExecutionMode.CONCURRENT)
    void shouldRaiseAnAlertWhenTheHostIsGone(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "");
                Prometheus prometheus =
                        Prometheus.start(PrometheusExample.inAHurry(host.http().address()))) {
            awaitValue(prometheus, "up{job=\"pollwatch\"}", 1);
            // A host without any poll thread, which is worth a word too.
            awaitAlert(prometheus, "PollwatchWatchesNothing", "firing");
            assertThat(alerts(prometheus, "PollwatchGone")).isEmpty();

            host.process().close();
            awaitAlert(prometheus, "PollwatchGone", "firing");
            assertThat(alerts(prometheus, "PollwatchGone"))
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.annotations().get("description"))
                            .contains(URI.create(host.http().address()).getAuthority() + " does not answer"));
        }
    }

    private static void awaitState(Prometheus prometheus, WatchedRow row, String state) {
        awaitValue(prometheus, state(row, state), 1);
    }

    private static void awaitValue(Prometheus prometheus, String expression, double value) {
        WatchedHost.eventually(
                expression, () -> assertThat(values(prometheus, expression)).containsExactly(value));
    }

    private static void awaitAlert(Prometheus prometheus, String name, String state) {
        WatchedHost.eventually(
                name + " " + state,
                () -> assertThat(alerts(prometheus, name))
                        .extracting(Prometheus.Alert::state)
                        .containsExactly(state));
    }

    private static List<Prometheus.Alert> alerts(Prometheus prometheus, String name) {
        return prometheus.alerts().stream()
                .filter(alert -> name.equals(alert.labels().get("alertname")))
                .toList();
    }

    private static List<Double> values(Prometheus prometheus, String expression) {
        return prometheus.query(expression).stream().map(Sample::value).toList();
    }

    private static String state(WatchedRow row, String state) {
        return "pollwatch_thread_state{thread=\"" + row.thread() + "\",loop=\"" + row.loop() + "\",state=\"" + state
                + "\"}";
    }

    private static String selector(WatchedRow row) {
        return "{thread=\"" + row.thread() + "\",loop=\"" + row.loop() + "\"}";
    }
}
