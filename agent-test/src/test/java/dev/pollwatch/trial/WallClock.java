package dev.pollwatch.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.CommandLineTool;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.TestPaths;
import dev.pollwatch.e2e.harness.WatchedHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The wall clock, and it alone, is set by an hour, forth and back. */
final class WallClock implements Disturbance {

    private static final String NAME = "wall clock +1 h, -1 h";
    private static final List<Integer> HOURS = List.of(1, 0, -1, 0);

    @Override
    public List<Endurance> run(Setting setting, int times, boolean abridged) {
        Path file = TestPaths.newFolder("clock").resolve("offset");
        set(file, 0);
        Host host = Host.on(setting.jdk())
                .environment("LD_PRELOAD", library())
                .environment("FAKETIME_TIMESTAMP_FILE", file.toString())
                // The library looks at the file once a second.
                .environment("FAKETIME_CACHE_DURATION", "1")
                .environment("FAKETIME_DONT_FAKE_MONOTONIC", "1")
                // Else it takes the JVM's timed waits, which are by the monotonic clock, for long over: every one is a
                // spin.
                .environment("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        try (WellThreads threads = WellThreads.start(setting, abridged, host)) {
            return threads.endure(NAME, times, i -> {
                for (int hours : HOURS) {
                    set(file, hours);
                    awaitSet(threads, Duration.ofHours(hours));
                    threads.letRun(setting.deadAfter());
                }
                return "set by " + HOURS + " h";
            });
        }
    }

    private static void awaitSet(WellThreads threads, Duration offset) {
        WatchedHost.eventually(
                "the wall clock set by " + offset,
                () -> assertThat(Duration.ofMillis(Long.parseLong(threads.ask("clock")) - System.currentTimeMillis()))
                        .isCloseTo(offset, Duration.ofMinutes(5)));
    }

    /** Asks the program where its library is, which differs from machine to machine. */
    private static String library() {
        CommandLineTool faketime = CommandLineTool.need("faketime", any -> true, "it is in Debian's package faketime");
        String preloaded =
                faketime.run("", "-m", "-f", "+0", "printenv", "LD_PRELOAD").out();
        return Stream.of(preloaded.strip().split("[: ]"))
                .filter(path -> path.contains("faketime"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no library in '" + preloaded + "'"));
    }

    /** At once, so that the host never reads half of it. */
    private static void set(Path file, int hours) {
        try {
            Path next = Files.writeString(file.resolveSibling("next"), String.format("%+d%n", hours * 3600));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
