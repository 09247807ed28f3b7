package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwatch.e2e.harness.CommandLineTool;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Jmx;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;
import java.time.Duration;

/** Time in which the whole process stood still is nobody's stall. */
class HostPauseIT {

    @ForEachJdk
    void shouldHoldAStoppedProcessAgainstNoThread(Jdk jdk) {
        CommandLineTool kill = CommandLineTool.need("kill", any -> true, "it is in Debian's package procps");
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            WatchedRow row = host.run("busy", Order.GO).awaitEverywhere("ALIVE");
            String pid = String.valueOf(host.process().pid());

            kill.run("", "-STOP", pid);
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            kill.run("", "-CONT", pid);

            WatchedHost.eventually(
                    "a host pause",
                    () -> assertThat((Long) host.jmx().get(Jmx.KEEPALIVE, "HostPauseMillis"))
                            .isGreaterThan(2000));
            row.awaitEverywhere("ALIVE");
            assertThat(row.attribute("stalls")).isEqualTo(0L);
            assertThat(row.logLines()).noneMatch(line -> line.contains("-> DEAD"));
        }
    }
}
