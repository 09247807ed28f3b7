package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.SharedHosts;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each state, reached by a real loop, in each of the five views. */
class FiveViewsIT {

    @RegisterExtension
    static final SharedHosts HOSTS = new SharedHosts("");

    @ForEachJdk
    void shouldShowAThreadThatGoesRoundAsAlive(Jdk jdk) {
        WatchedRow row = HOSTS.on(jdk).run("busy", Order.GO).awaitEverywhere("ALIVE");

        assertThat(row.logLines()).singleElement().asString().contains(" UNUSED -> ALIVE ");
        assertThat((Long) row.attribute("heartbeats")).isPositive();
        assertThat(row.attribute("stalls")).isEqualTo(0L);
    }

    @ForEachJdk
    void shouldShowAThreadThatRightlyBlocksAsAsleep(Jdk jdk) {
        for (String kind : List.of("sleeping", "parking", "taking", "selecting")) {
            WatchedRow row = HOSTS.on(jdk).run(kind, Order.GO).awaitEverywhere("SLEEP");

            assertThat(row.attribute("missedHeartbeats")).as(kind).isEqualTo(0L);
            row.order(Order.RETURN).await("UNUSED");
        }
    }

    @ForEachJdk
    void shouldShowAThreadThatIsInAMethodThatARuleCallsSleepAsAsleep(Jdk jdk) {
        WatchedRow row = HOSTS.on(jdk).run("idling", Order.GO).awaitEverywhere("SLEEP");

        row.order(Order.STALL).awaitEverywhere("DEAD");
        row.order(Order.RETURN).awaitEverywhere("UNUSED");
    }

    @ForEachJdk
    void shouldShowAThreadThatHasNotBeatenYetAsUnused(Jdk jdk) {
        WatchedRow row = HOSTS.on(jdk).run("patientlyBegun", Order.STALL).awaitEverywhere("UNUSED");

        assertThat(row.attribute("lastHeartbeatAgeMillis")).isEqualTo(-1L);
        assertThat(row.attribute("heartbeats")).isEqualTo(0L);
        row.order(Order.GO).awaitEverywhere("ALIVE");
        assertThat(row.logLines()).singleElement().asString().contains(" UNUSED -> ALIVE ");
    }

    @ForEachJdk
    void shouldShowAThreadThatReturnedAsUnused(Jdk jdk) {
        WatchedRow row = HOSTS.on(jdk).run("busy", Order.GO).await("ALIVE");

        row.order(Order.RETURN).awaitEverywhere("UNUSED");
        assertThat(row.attribute("lastHeartbeatAgeMillis")).isEqualTo(-1L);
    }

    @ForEachJdk
    void shouldShowAThreadThatWasInterruptedOutOfItsLoopAsUnused(Jdk jdk) {
        WatchedRow row = HOSTS.on(jdk).run("sleepingUntilInterrupted", Order.GO).await("SLEEP");

        row.interrupt().awaitEverywhere("UNUSED");
    }

    @ForEachJdk
    void shouldCallAThreadDeadThatSpinsInOneIterationUntilItGoesOn(Jdk jdk) {
        WatchedRow row = HOSTS.on(jdk).run("busy", Order.GO).await("ALIVE");

        row.order(Order.STALL).awaitEverywhere("DEAD");
        WatchedHost.eventually(
                "a diagnosis",
                () -> assertThat((String) row.attribute("diagnosis")).isNotEmpty());
        assertThat((Long) row.attribute("missedHeartbeats")).isPositive();
        assertThat(row.attribute("stalls")).isEqualTo(1L);
        assertThat((String) row.attribute("stallStack")).contains("dev.pollwatch.hosts.PollLoops.busy");

        row.order(Order.GO).awaitEverywhere("ALIVE");
        assertThat(row.attribute("diagnosis")).isEqualTo("");
        assertThat((Long) row.attribute("longestStallMillis")).isPositive();
        assertThat(row.logLines()).last().asString().contains(" DEAD -> ALIVE ");
    }

    @ForEachJdk
    void shouldCallAThreadDeadThatLeftItsLoopByAnException(Jdk jdk) {
        WatchedRow row = HOSTS.on(jdk).run("busy", Order.GO).await("ALIVE");

        row.order(Order.THROW).awaitEverywhere("DEAD");
        assertThat(row.attribute("diagnosis") + " " + row.attribute("diagnosisDetail"))
                .contains("IllegalStateException", "told to throw");
        assertThat(row.logLines()).last().asString().contains(" WARN ", " ALIVE -> DEAD ", "IllegalStateException");
    }

    @ForEachJdk
    void shouldCallAThreadDeadThatEntersItsLoopAndNeverBeats(Jdk jdk) {
        WatchedRow row = HOSTS.on(jdk).run("slowToBegin", Order.STALL).awaitEverywhere("DEAD");

        assertThat(row.attribute("heartbeats")).isEqualTo(0L);
        assertThat(row.logLines()).singleElement().asString().contains(" UNUSED -> DEAD ");
        row.order(Order.GO).awaitEverywhere("ALIVE");
    }

    @ForEachJdk
    void shouldCallAThreadDeadThatReturnsWhereItOughtNot(Jdk jdk) {
        WatchedRow row = HOSTS.on(jdk).run("endless", Order.GO).await("ALIVE");

        row.order(Order.RETURN).awaitEverywhere("DEAD");
    }
}
