package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Jmx;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;
import javax.management.JMException;

/** What decides {@code /health}, and what an operator can do about it. */
class HealthIT {

    @ForEachJdk
    void shouldBeDownWhileAThreadStallsAndAfterOneLeftUntilSomebodyAcknowledges(Jdk jdk) throws JMException {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            host.awaitHealth(200, "UP");
            WatchedRow row = host.run("busy", Order.GO).await("ALIVE");
            host.awaitHealth(200, "UP");

            row.order(Order.STALL);
            host.awaitHealth(503, "DOWN");
            row.order(Order.GO);
            host.awaitHealth(200, "UP");

            row.order(Order.THROW);
            host.awaitHealth(503, "DOWN");
            row.awaitEverywhere("DEAD");
            host.jmx().invoke(Jmx.KEEPALIVE, "acknowledge", row.key());
            row.awaitEverywhere("UNUSED");
            host.awaitHealth(200, "UP");
        }
    }

    @ForEachJdk
    void shouldRefuseToAcknowledgeWhatIsNotThereOrNotDead(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            WatchedRow row = host.run("busy", Order.GO).await("ALIVE");

            assertThatThrownBy(() -> host.jmx().invoke(Jmx.KEEPALIVE, "acknowledge", "nobody|nowhere"))
                    .hasStackTraceContaining("nobody|nowhere");
            assertThatThrownBy(() -> host.jmx().invoke(Jmx.KEEPALIVE, "acknowledge", row.key()))
                    .hasStackTraceContaining("IllegalArgumentException");
            row.await("ALIVE");
        }
    }

    @ForEachJdk
    void shouldFreezeTheStatesWhilePaused(Jdk jdk) throws JMException {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            WatchedRow row = host.run("busy", Order.GO).await("ALIVE");
            WatchedRow canary = host.run("busy", Order.GO).await("ALIVE");

            host.jmx().invoke(Jmx.KEEPALIVE, "pause");
            host.awaitHealth(200, "PAUSED");
            row.order(Order.STALL);
            canary.order(Order.STALL).order(Order.GO);
            assertThat(row.attribute("state")).isEqualTo("ALIVE");

            host.jmx().invoke(Jmx.KEEPALIVE, "resume");
            row.awaitEverywhere("DEAD");
            canary.await("ALIVE");
            assertThat(canary.attribute("stalls")).isEqualTo(0L);
        }
    }
}
