package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Jmx;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;
import java.time.Duration;
import java.util.List;

/** Time in which the whole process stood still is nobody's stall. */
class HostPauseIT {

    private static final long PAUSE_MILLIS = 5000;

    @ForEachJdk
    void shouldHoldAStoppedProcessAgainstNoThreadAndCountAndTimeThePause(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            List<WatchedRow> rows =
                    List.of(host.run("busy", Order.GO), host.run("sleeping", Order.GO), host.run("taking", Order.GO));
            rows.get(0).awaitEverywhere("ALIVE");
            rows.get(1).await("SLEEP");
            rows.get(2).await("SLEEP");
            long countBefore = (Long) host.jmx().get(Jmx.KEEPALIVE, "HostPauseCount");
            long millisBefore = (Long) host.jmx().get(Jmx.KEEPALIVE, "HostPauseMillis");

            standStill(host);

            WatchedHost.eventually(
                    "a host pause of its length",
                    () -> assertThat((Long) host.jmx().get(Jmx.KEEPALIVE, "HostPauseMillis") - millisBefore)
                            .isGreaterThan(PAUSE_MILLIS - 1000));
            assertThat((Long) host.jmx().get(Jmx.KEEPALIVE, "HostPauseCount")).isGreaterThan(countBefore);
            assertThat(metric(host, "pollwatch_host_pauses_total")).isGreaterThan(countBefore);
            assertThat(metric(host, "pollwatch_host_pause_seconds_total"))
                    .isGreaterThan((PAUSE_MILLIS - 1000) / 1000.0);
            host.process()
                    .awaitErr(
                            "the pause",
                            line -> line.matches(".* host pause: nothing could be checked for [4-9]\\.[0-9]s, .*"));
            rows.get(0).awaitEverywhere("ALIVE");
            for (WatchedRow row : rows) {
                assertThat(row.attribute("stalls")).as(row.key()).isEqualTo(0L);
                assertThat(row.logLines()).noneMatch(line -> line.contains("-> DEAD"));
            }
        }
    }

    @ForEachJdk
    void shouldFindAThreadThatStallsAcrossAPause(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            WatchedRow row = host.run("busy", Order.GO).await("ALIVE");

            row.order(Order.STALL);
            standStill(host);

            row.awaitEverywhere("DEAD");
        }
    }

    @ForEachJdk
    void shouldNotBeDownRightAfterAPause(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            host.run("busy", Order.GO).await("ALIVE");
            host.awaitHealth(200, "UP");
            for (int i = 0; i < 2; i++) {
                // Longer than the dispatcher may be silent.
                standStill(host, PAUSE_MILLIS + 1000);
                assertThat(host.http().health().code()).isEqualTo(200);
            }
        }
    }

    private static void standStill(WatchedHost host) {
        standStill(host, PAUSE_MILLIS);
    }

    private static void standStill(WatchedHost host, long millis) {
        host.process().standStill(Duration.ofMillis(millis));
    }

    private static double metric(WatchedHost host, String name) {
        return host.http().metrics().value(name);
    }
}
