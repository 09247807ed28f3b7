package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Jmx;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.JMException;

/** Poll loops on virtual threads. */
class VirtualThreadsIT {

    private static final int FIRST_JDK_WITH_THEM = 21;
    private static final String SHORT = "dev.pollwatch.hosts.ShortLoops#";
    private static final int AT_ONCE = 2000;
    private static final int ALL = 1_000_000;
    private static final int PORTION = 50_000;

    @ForEachJdk
    void shouldWatchAVirtualThreadFromItsFirstPassToItsEnd(Jdk jdk) throws JMException {
        assumeVirtualThreads(jdk);
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            WatchedRow row = host.runVirtual("busy", Order.GO, "-").awaitEverywhere("ALIVE");
            assertThat(row.attribute("tid")).isEqualTo(-1L);
            assertThat(row.attribute("kernelState")).isEqualTo("virtual");
            assertThat((String) host.jmx().invoke(Jmx.KEEPALIVE, "healthReport"))
                    .containsPattern("\nvirtual +" + row.loop() + " +virtual +- +ALIVE ");

            row.order(Order.STALL).awaitEverywhere("DEAD");
            WatchedHost.eventually(
                    "a diagnosis", () -> assertThat(row.attribute("diagnosis")).isEqualTo("SPINNING"));
            assertThat((String) row.attribute("stallStack")).contains("PollLoops.busy");
            row.order(Order.GO).awaitEverywhere("ALIVE");
            row.order(Order.RETURN).awaitEverywhere("UNUSED");
        }
    }

    @ForEachJdk
    void shouldSeeAVirtualThreadSleepAndThrow(Jdk jdk) {
        assumeVirtualThreads(jdk);
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            host.runVirtual("taking", Order.GO, "taker").await("SLEEP");
            WatchedRow thrower = host.runVirtual("busy", Order.GO, "thrower").await("ALIVE");

            thrower.order(Order.THROW).await("DEAD");
            assertThat(thrower.attribute("diagnosis")).isEqualTo("THREW");
            host.runVirtual("busy", Order.GO, "thrower").await("ALIVE");
            assertThat(thrower.attribute("incarnation")).isEqualTo(2L);
        }
    }

    @ForEachJdk
    void shouldReuseRowsAndLeaveNothingBehindAfterAMillionShortOnes(Jdk jdk) {
        assumeVirtualThreads(jdk);
        try (WatchedHost host = WatchedHost.start(jdk, "retention=1s,loop=" + SHORT + "run,call=" + SHORT + "call")) {
            for (int done = 0; done < ALL; done += PORTION) {
                String kind = done % (2 * PORTION) == 0 ? "loop" : "call";
                host.process().command("short " + kind + " " + PORTION + " " + AT_ONCE);
            }

            // A loop and a call, and no more rows of each than there were threads at once.
            assertThat(host.rowsNamed("virtual")).hasSizeLessThanOrEqualTo(2 * AT_ONCE);
            assertThat(host.jmx().get(Jmx.KEEPALIVE, "OverflowCount")).isEqualTo(0L);
            WatchedHost.eventually(
                    "all rows gone", () -> assertThat(host.rowsNamed("virtual")).isEmpty());
            WatchedHost.eventually("an empty heap", () -> {
                Map<String, Long> live = liveObjects(host);
                assertThat(live.getOrDefault("java.lang.VirtualThread", 0L)).isLessThan(100);
                for (String kept : List.of("HostThread", "PollRow", "RowRecord", "Seat", "RowFamily")) {
                    assertThat(live.getOrDefault("dev.pollwatch.keepalive." + kept, 0L))
                            .as(kept)
                            .isLessThan(100);
                }
            });
        }
    }

    private static Map<String, Long> liveObjects(WatchedHost host) {
        Map<String, Long> counts = new HashMap<>();
        for (String line : host.jmx().classHistogram().split("\n")) {
            String[] words = line.trim().split("\\s+");
            if (words.length >= 4 && words[1].matches("[0-9]+")) {
                counts.put(words[3], Long.valueOf(words[1]));
            }
        }
        assertThat(counts).containsKey("dev.pollwatch.keepalive.Watch");
        return counts;
    }

    private static void assumeVirtualThreads(Jdk jdk) {
        assumeTrue(jdk.feature() >= FIRST_JDK_WITH_THEM, jdk + " has no virtual threads");
    }
}
