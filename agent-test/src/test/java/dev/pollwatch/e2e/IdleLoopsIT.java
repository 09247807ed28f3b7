package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.hosts.IdleHost;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Loops that wait in a helper method, where no woven sleep point stands; DEAD after 200 ms without a beat. */
class IdleLoopsIT {

    private static final String LOOP = "dev.pollwatch.hosts.IdleLoops#poll";
    private static final String OPTIONS = "http=0,interval=100ms,loop=" + LOOP;

    /** Many times dead-after. */
    private static final long LONG_MILLIS = 5000;

    @ForEachJdk
    @Execution(ExecutionMode.CONCURRENT)
    void shouldLetALoopSleepThatIsIdleInAHelperAndNeverCallItDead(Jdk jdk) {
        shouldNeverCallIdleLoopsDead(Host.on(jdk));
    }

    @ForEachJdk
    @Execution(ExecutionMode.CONCURRENT)
    void shouldLetALoopSleepUnderACollectorWithoutSafepointsInCountedLoops(Jdk jdk) {
        shouldNeverCallIdleLoopsDead(Host.on(jdk).jvm("-XX:+UseSerialGC"));
    }

    private static void shouldNeverCallIdleLoopsDead(Host host) {
        try (HostProcess process = host.agent(OPTIONS).start(IdleHost.class, "idle")) {
            Http http = Http.of(process);
            process.awaitReady();
            WatchedHost.eventually(
                    "all asleep for long",
                    () -> assertThat(http.threads()).hasSizeGreaterThan(30).allSatisfy(row -> {
                        assertThat(row).describedAs("%s", row).containsEntry("state", "SLEEP");
                        assertThat((Long) row.get("stateSinceMillis")).isGreaterThan(LONG_MILLIS);
                    }));
            SoftAssertions each = new SoftAssertions();
            for (Map<String, Object> row : http.threads()) {
                each.assertThat(row.get("diagnosis")).isEqualTo("");
                each.assertThat(row.get("diagnosisDetail")).isEqualTo("idle in " + row.get("name"));
                each.assertThat(row.get("stalls"))
                        .describedAs("%s", row.get("name"))
                        .isEqualTo(0L);
            }
            each.assertThat(deaths(process)).isEmpty();
            each.assertAll();
        }
    }

    /** Every 5 ms it is awake for a moment; at a longer interval, since a machine that starves it makes it look busy. */
    @ForEachJdk
    @Execution(ExecutionMode.CONCURRENT)
    void shouldLetALoopSleepThatNapsInAHelperAllTheTime(Jdk jdk) {
        try (HostProcess process =
                Host.on(jdk).agent(OPTIONS.replace("100ms", "1s")).start(IdleHost.class, "napping")) {
            Http http = Http.of(process);
            WatchedHost.eventually("asleep for long", () -> {
                assertThat(row(http, "napping")).containsEntry("state", "SLEEP");
                assertThat((Long) row(http, "napping").get("stateSinceMillis")).isGreaterThan(LONG_MILLIS);
            });
            assertThat(deaths(process)).isEmpty();
        }
    }

    @ForEachJdk
    @Execution(ExecutionMode.CONCURRENT)
    void shouldCallALoopDeadThatWaitsInAHandlerOrForALock(Jdk jdk) {
        try (HostProcess process = Host.on(jdk).agent(OPTIONS).start(IdleHost.class, "stalled")) {
            Http http = Http.of(process);
            WatchedHost.eventually(
                    "all dead",
                    () -> assertThat(http.threads())
                            .hasSize(8)
                            .allSatisfy(row -> assertThat(row)
                                    .containsEntry("state", "DEAD")
                                    .hasEntrySatisfying(
                                            "diagnosis",
                                            word -> assertThat((String) word).isNotEmpty())));
            assertThat(row(http, "handler-take"))
                    .containsEntry("diagnosis", "WAITING")
                    .hasEntrySatisfying(
                            "stallStack", stack -> assertThat((String) stack).contains("IdleHandler.take"));
            assertThat(row(http, "handler-wait"))
                    .containsEntry("diagnosis", "WAITING")
                    .hasEntrySatisfying(
                            "stallStack", stack -> assertThat((String) stack).contains("IdleHandler.wait"));
            assertThat(row(http, "nested-class-take")).containsEntry("diagnosis", "WAITING");
            assertThat(row(http, "handler-select")).containsEntry("diagnosis", "IN_SYSCALL");
            assertThat(row(http, "park")).containsEntry("diagnosis", "WAITING");
            assertThat(row(http, "lock")).containsEntry("diagnosis", "BLOCKED");
            assertThat(process.err()).noneMatch(line -> line.contains("SLEEP"));
        }
    }

    @ForEachJdk
    @Execution(ExecutionMode.CONCURRENT)
    void shouldCallALoopDeadThatGoesOnFromBeingIdleWithoutASignAndHangs(Jdk jdk) {
        try (HostProcess process = Host.on(jdk).agent(OPTIONS).start(IdleHost.class, "hanging", "spinning")) {
            Http http = Http.of(process);
            WatchedHost.eventually(
                    "dead", () -> assertThat(row(http, "hanging")).containsEntry("state", "DEAD"));
            WatchedHost.eventually(
                    "its handler named",
                    () -> assertThat((String) row(http, "hanging").get("stallStack"))
                            .contains("IdleHandler.take"));
            assertThat(row(http, "spinning")).containsEntry("state", "DEAD");
            List<String> states = process.err().stream()
                    .filter(line -> line.contains("\"hanging\"") && line.contains(" -> "))
                    .map(line -> line.replaceAll(".* -> ([A-Z]+) .*", "$1"))
                    .toList();
            assertThat(states).endsWith("SLEEP", "DEAD");
            assertThat(states.stream().filter("DEAD"::equals)).hasSize(1);
        }
    }

    private static Map<String, Object> row(Http http, String name) {
        return http.threads().stream()
                .filter(row -> name.equals(row.get("name")))
                .findFirst()
                .orElse(Map.of());
    }

    private static List<String> deaths(HostProcess process) {
        return process.err().stream().filter(line -> line.contains("-> DEAD")).toList();
    }
}
