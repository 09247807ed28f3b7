package dev.pollwatch.trial;

import dev.pollwatch.e2e.harness.Host;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Iterations of 0.8 times dead-after, one that computes and one that waits. One that the machine made longer than dead-after is made again,
 * and what is said of it is not counted: it was too long indeed.
 */
final class LongIterations implements Disturbance {

    private static final String NAME = "an iteration of 0.8 x dead-after";
    private static final int ATTEMPTS = 20;

    @Override
    public List<Endurance> run(Setting setting, int times, boolean abridged) {
        try (WellThreads threads = WellThreads.start(setting, abridged, Host.on(setting.jdk()))) {
            return threads.endure(NAME, times, i -> made("compute", threads) + ", " + made("wait", threads));
        }
    }

    private static String made(String way, WellThreads threads) {
        Duration dead = threads.setting().deadAfter();
        List<Long> tooLong = new ArrayList<>();
        while (tooLong.size() < ATTEMPTS) {
            long millis = Long.parseLong(threads.ask("iterate " + way + " "
                            + dead.multipliedBy(8).dividedBy(10).toMillis()))
                    / 1_000_000;
            if (millis < dead.toMillis()) {
                return way + " " + millis + " ms" + (tooLong.isEmpty() ? "" : " (made again after " + tooLong + " ms)");
            }
            tooLong.add(millis);
            threads.letRun(threads.setting().interval());
            threads.forgive("handling");
        }
        throw new AssertionError("this machine made every iteration longer than dead-after: " + tooLong);
    }
}
