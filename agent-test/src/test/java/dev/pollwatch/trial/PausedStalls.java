package dev.pollwatch.trial;

import static org.awaitility.Awaitility.await;

import dev.pollwatch.e2e.harness.CommandLineTool;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.ProcTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Stalls that begin while the whole host stands still: an iteration sends SIGSTOP to its own process, goes on three seconds later, and
 * parks. The pause, as another thread of the host saw it, does not count.
 */
final class PausedStalls implements StallTrial {

    private static final Kind KIND = new Kind("begins during a host pause", "pause", "WAITING");
    private static final String NAME = "rx";
    private static final Duration PAUSE = Duration.ofSeconds(3);
    private static final int NAP_MILLIS = 5;

    private final Pattern wanted;

    PausedStalls(Pattern wanted) {
        this.wanted = wanted;
    }

    @Override
    public List<Stall> run(Setting setting, int times) {
        List<Stall> stalls = new ArrayList<>();
        if (!KIND.isWanted(wanted)) {
            return stalls;
        }
        try (StallingHost host = StallingHost.start(setting)) {
            host.host().run(NAME, KIND, NAP_MILLIS);
            host.awaitSettled(List.of(NAME), times);
            for (int i = 0; i < times; i++) {
                StallingHost.Ordered ordered = host.order(NAME, KIND, StandStill.soon(setting.interval()));
                goOnAfterPause(host.host().process());
                stalls.add(host.awaitBesidesPauses(ordered));
                host.end(ordered);
            }
        }
        return stalls;
    }

    private static void goOnAfterPause(HostProcess process) {
        await("the host's stop")
                .atMost(HostProcess.LIMIT)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> ProcTask.isStopped(process.pid()));
        process.letRun(PAUSE);
        CommandLineTool.need("kill", any -> true, "it is in Debian's package procps")
                .run("", "-CONT", String.valueOf(process.pid()));
    }
}
