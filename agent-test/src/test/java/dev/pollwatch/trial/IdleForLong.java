package dev.pollwatch.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.hosts.trial.HandOverPoints;
import dev.pollwatch.hosts.trial.IdleForLongHost;
import dev.pollwatch.hosts.trial.SleepPoints;
import dev.pollwatch.trial.Deaths.Death;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Threads are idle for long in every sleep point, as many sets of them as are asked for, all in one host. */
final class IdleForLong implements Disturbance {

    private static final int SLEEP_POINTS = 41;

    @Override
    public List<Endurance> run(Setting setting, int times, boolean abridged) {
        Duration time = Duration.ofSeconds(abridged ? 5 : 60);
        String name = "idle for " + time.toSeconds() + " s in every sleep point";
        try (HostProcess process = Host.on(setting.jdk())
                .agent(setting.options() + ",loop=" + SleepPoints.class.getName() + "#*,loop="
                        + HandOverPoints.class.getName() + "#*")
                .start(IdleForLongHost.class, String.valueOf(times))) {
            Http http = Http.of(process);
            Deaths deaths = new Deaths(process, http);
            process.awaitReady();
            WatchedHost.eventually(
                    "all asleep",
                    () -> assertThat(http.threads())
                            .hasSize(times * SLEEP_POINTS)
                            .allSatisfy(IdleForLong::isAsleep));
            process.letRun(time);
            List<Death> said = deaths.next();
            List<Map<String, Object>> rows = http.threads();
            if (said.isEmpty()) {
                assertThat(rows).allSatisfy(IdleForLong::isAsleep);
            }
            List<Endurance> seen = new ArrayList<>();
            for (int set = 1; set <= times; set++) {
                String suffix = "-" + set;
                long longest = rows.stream()
                        .filter(row -> ((String) row.get("name")).endsWith(suffix))
                        .mapToLong(row -> (Long) row.get("stateSinceMillis"))
                        .min()
                        .orElseThrow();
                seen.add(new Endurance(
                        name,
                        setting,
                        SLEEP_POINTS,
                        said.stream()
                                .filter(death -> death.thread().endsWith(suffix))
                                .map(Death::line)
                                .toList(),
                        "asleep for " + longest / 1000 + " s and more"));
            }
            return seen;
        }
    }

    private static void isAsleep(Map<String, Object> row) {
        assertThat(row).describedAs("%s", row).containsEntry("state", "SLEEP");
    }
}
