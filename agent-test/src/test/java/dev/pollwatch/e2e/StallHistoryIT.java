package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.management.openmbean.CompositeData;

/** What is left of a stall when it is over, and what is told when very many begin at once. */
class StallHistoryIT {

    @ForEachJdk
    void shouldStillSayWhyAThreadStalledWhenItHasRecovered(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            WatchedRow row = host.run("busy", Order.GO).await("ALIVE");
            long before = System.currentTimeMillis();
            row.order(Order.STALL).await("DEAD");
            WatchedHost.eventually(
                    "a diagnosis",
                    () -> assertThat((String) row.attribute("stallStack")).contains("PollLoops.busy"));
            assertThat(lastStalls(row))
                    .singleElement()
                    .satisfies(stall -> assertThat(stall).containsEntry("over", false));
            row.order(Order.GO).awaitEverywhere("ALIVE");

            assertThat(row.attribute("diagnosis")).isEqualTo("");
            Map<String, Object> stall = lastStalls(row).get(0);
            assertThat(stall).containsEntry("over", true);
            assertThat((Long) stall.get("startTime")).isBetween(before - 1000, System.currentTimeMillis());
            assertThat((Long) stall.get("lengthMillis")).isGreaterThanOrEqualTo(400);
            assertThat((String) stall.get("diagnosis")).isNotEmpty();
            assertThat((String) stall.get("stack")).contains("dev.pollwatch.hosts.PollLoops.busy");
            assertThat(row.attribute("stallMillis")).isEqualTo(stall.get("lengthMillis"));
            assertThat(row.attribute("longestStallMillis")).isEqualTo(stall.get("lengthMillis"));

            CompositeData[] overJmx = (CompositeData[]) host.jmx().get(row.bean(), "LastStalls");
            assertThat(overJmx).hasSize(1);
            assertThat(stall)
                    .allSatisfy((key, value) ->
                            assertThat(overJmx[0].get(key)).as(key).isEqualTo(value));
            assertThat(row.logLines())
                    .last()
                    .asString()
                    .containsPattern(
                            " DEAD -> ALIVE after [0-9.]+s, stalled for [0-9.]+s, was " + stall.get("diagnosis") + " ");
        }
    }

    @ForEachJdk
    void shouldTellOfAHundredDeathsAtOnceInFewLinesAndOfEachOfThem(Jdk jdk) {
        int count = 100;
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            dieAtOnce(host, count);

            WatchedHost.eventually(
                    "all deaths in the log",
                    () -> assertThat(toldDeaths(host.process().err())).isEqualTo(count));
            assertThat(host.process().err())
                    .anyMatch(line -> line.matches(
                            ".* WARN  and [0-9]+ more turned DEAD in the last [0-9.]+s \\([0-9]+ THREW\\): \"rx-.*"));
        }
    }

    @ForEachJdk
    void shouldTellWhatItHasFoldedWhenTheHostEnds(Jdk jdk) {
        int count = 40;
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            dieAtOnce(host, count);
            host.process()
                    .awaitErr(
                            "the twentieth of a second",
                            line -> toldDeaths(host.process().err()) >= 20);
            WatchedHost.eventually(
                    "all diagnoses",
                    () -> assertThat(host.http().threads())
                            .allSatisfy(row -> assertThat((String) row.get("diagnosisDetail"))
                                    .isNotEmpty()));
            host.process().letRun(Duration.ofMillis(300));
            host.process().endInput();

            assertThat(toldDeaths(host.process().awaitEnd().err())).isEqualTo(count);
        }
    }

    @ForEachJdk
    void shouldGoOnWatchingWhenTheHostHasKilledTheDispatcher(Jdk jdk) {
        assumeThat(jdk.feature()).as("later ones have no Thread.stop").isLessThan(20);
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            WatchedRow row = host.run("busy", Order.GO).await("ALIVE");
            for (int i = 0; i < 3; i++) {
                host.process().command("kill pollwatch-dispatcher");
            }
            host.process()
                    .awaitErr(
                            "a new dispatcher",
                            line -> line.contains("the dispatcher, which was started anew, failed"));

            assertThat(row.attribute("stalls")).isEqualTo(0L);
            row.order(Order.STALL).awaitEverywhere("DEAD");
            row.order(Order.GO).awaitEverywhere("ALIVE");
            host.awaitHealth(200, "UP");
            assertThat(host.jmx().threadNames()).containsOnlyOnce("pollwatch-dispatcher");
        }
    }

    private static void dieAtOnce(WatchedHost host, int count) {
        List<WatchedRow> rows = IntStream.range(0, count)
                .mapToObj(i -> host.run("busy", Order.GO))
                .toList();
        rows.forEach(row -> row.await("ALIVE"));
        rows.forEach(row -> host.process().order("order " + row.id() + " " + Order.THROW));
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> lastStalls(WatchedRow row) {
        return (List<Map<String, Object>>) row.attribute("lastStalls");
    }

    private static int toldDeaths(List<String> log) {
        int told = 0;
        for (String line : log) {
            String text = line.replaceFirst("^\\S+ \\S+ WARN +", "");
            if (!line.startsWith(HostProcess.LOG_PREFIX) || text.equals(line)) {
                continue;
            }
            if (text.matches("and [0-9]+ more turned DEAD .*")) {
                told += Integer.parseInt(text.split(" ")[1]);
            } else if (text.matches("\"rx-[0-9]+\" \\S+ ALIVE -> DEAD .*")) {
                told++;
            }
        }
        return told;
    }
}
