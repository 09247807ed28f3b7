package dev.pollwatch.e2e.loaders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.GuestsHost;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Jmx;
import dev.pollwatch.e2e.harness.WatchedHost;
import java.util.Arrays;
import java.util.List;
import javax.management.openmbean.CompositeData;

/** Class loaders that answer oddly or not at all, one class in many loaders, and classes that come from no file. */
class OddLoadersIT {

    private static final int CROWD = 64;

    @ForEachJdk
    void shouldWatchLoopsWhateverTheirLoaderDoesWithResources(Jdk jdk) {
        try (GuestsHost host = start(jdk)) {
            List.of("parallel-1", "plain-1", "mute", "throwing", "erring", "loading", "plain-2")
                    .forEach(host::admit);
            host.awaitAllThatALoopDoes("parallel-1", "plain-1", "loading");
            host.awaitStallAndRecovery("mute", "throwing", "erring");
            host.await("plain-2", "ALIVE");
            assertThat(host.rows(GuestsHost.LOOP)).hasSize(7);
            assertThat(leftAlone(host, GuestsHost.LOOP)).isEmpty();
            // The JVM asks no agent for the class that was loaded when another's file was asked for.
            assertThat(unmatched(host)).contains(GuestsHost.STRAGGLER_LOOP).doesNotContain(GuestsHost.LOOP);

            host.tell("loading", "return").await("loading", "UNUSED").dismiss("loading");
            host.tell("throwing", "throw").await("throwing", "DEAD").dismiss("throwing");
            host.awaitCollected("loading").awaitCollected("throwing");
        }
    }

    @ForEachJdk
    void shouldWatchOneClassInAsManyLoadersAsLoadItAtOnce(Jdk jdk) {
        try (GuestsHost host = start(jdk)) {
            assertThat(host.ask("all", "crowd")).isEqualTo("done by " + CROWD);
            WatchedHost.eventually(
                    "a row for each",
                    () -> assertThat(host.rows(GuestsHost.LOOP))
                            .hasSize(CROWD)
                            .allSatisfy(row -> assertThat(row).containsEntry("state", "UNUSED")));

            assertThat(host.ask("all", "unlike")).isEqualTo("4950 4950 4950 ");
            WatchedHost.eventually(
                    "the loop",
                    () -> assertThat(host.rows(GuestsHost.COUNTING_LOOP))
                            .extracting(row -> row.get("name"))
                            .containsExactly("one"));
            for (String overload : List.of("(I)I", "(J)J")) {
                WatchedHost.eventually(
                        "the overload " + overload,
                        () -> assertThat(host.rows(GuestsHost.COUNTING_LOOP + overload))
                                .extracting(row -> row.get("name"))
                                .containsExactly("two"));
            }
            assertThat(leftAlone(host, GuestsHost.COUNTING_LOOP))
                    .containsExactly(GuestsHost.COUNTING_LOOP + " has no loop");
        }
    }

    @ForEachJdk
    void shouldWatchClassesThatComeFromNoFileButHiddenOnes(Jdk jdk) {
        try (GuestsHost host = start(jdk)) {
            assertThat(host.ask("all", "versions")).isEqualTo("4950 4950 4950 4950 4950 ");
            WatchedHost.eventually(
                    "each version",
                    () -> assertThat(host.rows(GuestsHost.COUNTING_LOOP))
                            .extracting(row -> row.get("name"))
                            .containsExactlyInAnyOrder(
                                    "version-45", "version-46", "version-47", "version-48", "version-49"));

            assertThat(host.ask("all", "generated")).isEqualTo("hidden 4950 4950 4950 4950 ");
            WatchedHost.eventually(
                    "the one that was defined by a look-up",
                    () -> assertThat(host.rows(GuestsHost.DEFINED_LOOP))
                            .extracting(row -> row.get("name"))
                            .containsExactly("defined"));
            WatchedHost.eventually(
                    "what lambda and proxy call",
                    () -> assertThat(host.rows(GuestsHost.COUNTING_LOOP))
                            .extracting(row -> row.get("name"))
                            .contains("lambda", "proxy")
                            .doesNotContain("hidden"));
            assertThat(host.process().err()).noneMatch(line -> line.contains(" ERROR "));
        }
    }

    private static GuestsHost start(Jdk jdk) {
        return GuestsHost.start(jdk, "odd", "byte-buddy");
    }

    private static String[] unmatched(GuestsHost host) {
        try (Jmx jmx = Jmx.of(host.process())) {
            return (String[]) jmx.get(Jmx.KEEPALIVE, "UnmatchedRules");
        }
    }

    private static List<String> leftAlone(GuestsHost host, String rule) {
        try (Jmx jmx = Jmx.of(host.process())) {
            CompositeData[] rules = (CompositeData[]) jmx.get(Jmx.KEEPALIVE, "Rules");
            return Arrays.stream(rules)
                    .filter(row -> rule.equals(row.get("rule")))
                    .flatMap(row -> Arrays.stream((String[]) row.get("leftAlone")))
                    .toList();
        }
    }
}
