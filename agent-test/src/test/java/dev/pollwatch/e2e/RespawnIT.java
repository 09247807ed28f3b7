package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.WatchedHost;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A supervisor that starts its poll thread anew, a thousand times. */
class RespawnIT {

    private static final String NAME = "phoenix";

    @ForEachJdk
    void shouldKeepOneRowAndGrowByNothing(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            host.process().command("respawn 200 " + NAME);
            awaitIncarnation(host, 200);
            Footprint before = Footprint.of(host);

            host.process().command("respawn 800 " + NAME);
            awaitIncarnation(host, 1000);
            WatchedHost.eventually(
                    "the same footprint", () -> assertThat(Footprint.of(host)).isEqualTo(before));
        }
    }

    private static void awaitIncarnation(WatchedHost host, long incarnation) {
        WatchedHost.eventually(
                "incarnation " + incarnation,
                () -> assertThat(host.http().threads())
                        .singleElement()
                        .satisfies(row -> assertThat(row)
                                .containsEntry("name", NAME)
                                .containsEntry("loop", WatchedHost.loop("busy"))
                                .containsEntry("state", "ALIVE")
                                .containsEntry("incarnation", incarnation)));
    }

    /** What would grow if something did: the beans, the samples, and the live objects of what the agent keeps for a row. */
    private record Footprint(int beans, int samples, Map<String, Long> rowObjects) {

        static Footprint of(WatchedHost host) {
            return new Footprint(
                    host.jmx().names("dev.pollwatch:*").size(),
                    host.http().metrics().samples().size(),
                    rowObjects(host.jmx().classHistogram()));
        }

        private static Map<String, Long> rowObjects(String histogram) {
            Map<String, Long> counts = new HashMap<>();
            for (String line : histogram.split("\n")) {
                String[] words = line.trim().split("\\s+");
                if (words.length >= 4 && words[3].startsWith("dev.pollwatch.keepalive.")) {
                    counts.put(words[3], Long.valueOf(words[1]));
                }
            }
            assertThat(counts).isNotEmpty();
            // The last stalls are kept, eight of them, each with what was found of it; the row, the snapshot and its
            // reader hold some more of these.
            for (String ofStalls : List.of("StallHistory$Entry", "Stall", "Diagnosis", "KeptTexts$Text")) {
                Long count = counts.remove("dev.pollwatch.keepalive." + ofStalls);
                assertThat(count == null ? 0 : count).as(ofStalls).isLessThan(40);
            }
            // One for each place in the code that has been come by, however often.
            counts.entrySet().removeIf(entry -> entry.getKey().contains("$$Lambda") && entry.getValue() == 1);
            return counts;
        }
    }
}
