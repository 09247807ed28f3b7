package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.SharedHosts;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is watched by call, end and progress rules. */
class RuleKindsIT {

    @RegisterExtension
    static final SharedHosts HOSTS = new SharedHosts("");

    @ForEachJdk
    void shouldWatchAThreadByWhatItCallsInEachIteration(Jdk jdk) {
        WatchedHost host = HOSTS.on(jdk);
        WatchedRow row = host.run("calling", Order.GO).in("called").awaitEverywhere("ALIVE");

        row.order(Order.STALL).awaitEverywhere("DEAD");
        assertThat((String) row.attribute("stallStack")).contains("PollLoops.calling");
        row.order(Order.GO).awaitEverywhere("ALIVE");
        assertThat(host.rowsNamed(row.thread())).hasSize(1);
    }

    @ForEachJdk
    void shouldNotMissTheCallsOfAThreadThatSaidThatItCallsNoMore(Jdk jdk) {
        WatchedRow row = HOSTS.on(jdk).run("calling", Order.GO).in("called").await("ALIVE");

        row.order(Order.ENTER).awaitEverywhere("UNUSED");
        row.order(Order.ENTER).await("ALIVE");
        assertThat(row.attribute("stalls")).isEqualTo(0L);
        row.order(Order.RETURN).awaitEverywhere("UNUSED");
        assertThat(row.attribute("stalls")).isEqualTo(0L);
    }

    @ForEachJdk
    void shouldMissNobodyWhenACallingThreadHasEnded(Jdk jdk) {
        WatchedRow row = HOSTS.on(jdk).run("calling", Order.GO).in("called").await("ALIVE");

        row.order(Order.THROW).awaitEverywhere("UNUSED");
        assertThat(row.attribute("stalls")).isEqualTo(0L);
        assertThat(row.attribute("diagnosis")).isEqualTo("");
    }

    @ForEachJdk
    void shouldKeepALoopAliveThatWorksOffALongBatchButNotOneThatHangsInIt(Jdk jdk) {
        WatchedRow row = HOSTS.on(jdk).run("batching", Order.GO).awaitEverywhere("ALIVE");
        long before = (Long) row.attribute("heartbeats");

        row.order(Order.ENTER);
        WatchedHost.eventually(
                "beats of the batch",
                () -> assertThat((Long) row.attribute("heartbeats")).isGreaterThan(before + 1000));
        assertThat(row.attribute("stalls")).isEqualTo(0L);
        row.order(Order.STALL).awaitEverywhere("DEAD");
        assertThat((String) row.attribute("stallStack")).contains("PollLoops.batch(");
        row.order(Order.RETURN).awaitEverywhere("ALIVE");
    }
}
