package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Jmx;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;

/** Which rows there are, and for how long. */
class RowLifeIT {

    @ForEachJdk
    void shouldTakeTheRowOfAnEndedThreadFromEveryViewAfterItsRetentionButNotADeadOne(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "retention=1s")) {
            WatchedRow left = host.run("busy", Order.GO).await("ALIVE");
            WatchedRow returned = host.run("busy", Order.GO).awaitEverywhere("ALIVE");
            left.order(Order.THROW).await("DEAD");
            returned.order(Order.RETURN).awaitEverywhere("UNUSED");

            WatchedHost.eventually("the row is gone", () -> {
                assertThat(returned.attribute("state")).isNull();
                assertThat(host.jmx().get(returned.bean(), "State")).isNull();
                assertThat(host.http().metrics().samples())
                        .noneMatch(sample ->
                                returned.thread().equals(sample.labels().get("thread")));
            });
            left.awaitEverywhere("DEAD");
        }
    }

    @ForEachJdk
    void shouldCountTheThreadsThatGetNoRow(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "max-threads=2")) {
            host.run("busy", Order.GO).await("ALIVE");
            host.run("busy", Order.GO).await("ALIVE");
            host.run("busy", Order.GO);

            WatchedHost.eventually(
                    "one too many",
                    () -> assertThat(host.jmx().get(Jmx.KEEPALIVE, "OverflowCount"))
                            .hasToString("1"));
            assertThat(host.http().threads()).hasSize(2);
            WatchedHost.eventually(
                    "one too many in the metrics",
                    () -> assertThat(host.http().metrics().samples())
                            .anyMatch(sample ->
                                    sample.name().equals("pollwatch_overflow_threads") && sample.value() == 1));
        }
    }

    @ForEachJdk
    void shouldGiveNoRowToAThreadOfAnExcludedName(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "exclude-thread=ghost-*")) {
            host.run("ghost", "busy", Order.GO, "ghost-1");
            host.run("busy", Order.GO).awaitEverywhere("ALIVE");

            assertThat(host.http().threads()).hasSize(1);
        }
    }

    @ForEachJdk
    void shouldCallASleepDeadThatIsLongerThanItsLimit(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "sleep-limit=1s")) {
            WatchedRow row = host.run("taking", Order.GO).awaitEverywhere("DEAD");

            assertThat(row.logLines()).last().asString().contains(" SLEEP -> DEAD ");
            row.order(Order.RETURN).awaitEverywhere("UNUSED");
        }
    }
}
