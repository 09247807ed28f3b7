package dev.pollwatch.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Host;
import java.time.Duration;
import java.util.List;

/** The whole process is stopped by SIGSTOP, and goes on. */
final class StoodStill implements Disturbance {

    @Override
    public List<Endurance> run(Setting setting, int times, boolean abridged) {
        Duration time = Duration.ofSeconds(abridged ? 2 : 5);
        String name = time.toSeconds() + " s of SIGSTOP";
        try (WellThreads threads = WellThreads.start(setting, abridged, Host.on(setting.jdk()))) {
            List<Endurance> seen = threads.endure(name, times, i -> {
                threads.process().standStill(time);
                return "stopped for " + time.toSeconds() + " s";
            });
            assertThat(threads.process().err()).as("a host pause").anyMatch(line -> line.contains("host pause"));
            return seen;
        }
    }
}
