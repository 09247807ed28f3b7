package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Finished;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.hosts.LoopHost;
import dev.pollwatch.hosts.PlainHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

/** Wrong options cost the host nothing, and one WARN each that names the culprit. */
class OptionsIT {

    private static final String LOOP = "loop=" + PlainHost.class.getName() + "#poll";

    /** Bad options, and what the WARN has to name. */
    private static final Map<String, List<String>> MISTAKES = Map.of(
            "intervall=2s", List.of("intervall", "agent argument", "interval"),
            "interval=soon", List.of("interval", "soon", "agent argument"),
            "dead-after=0s", List.of("dead-after", "0s", "agent argument"),
            "http=nowhere", List.of("http", "nowhere", "agent argument"),
            "max-threads=none", List.of("max-threads", "none", "agent argument"),
            "loop=com.acme.Rx.poll", List.of("com.acme.Rx.poll", "agent argument"),
            "loop=com.acme.Rx#poll;dead-after=soon", List.of("com.acme.Rx#poll", "soon", "agent argument"),
            "config=/does/not/exist.yaml", List.of("/does/not/exist.yaml", "does not exist"));

    @TempDir
    private Path folder;

    @ForEachJdk
    void shouldWarnOnceOfEachMistakeAndLeaveTheHostAsItIs(Jdk jdk) {
        Finished without = Host.on(jdk).run(PlainHost.class, "a", "b");
        assertThat(without.exitCode()).isEqualTo(7);

        MISTAKES.forEach((options, named) -> {
            String http = options.startsWith("http") ? "" : "http=0,";
            Finished with = Host.on(jdk).agent(http + LOOP + "," + options).run(PlainHost.class, "a", "b");

            with.assertUnharmedAgainst(without);
            assertThat(with.agentWarnings())
                    .as(options)
                    .singleElement()
                    .asString()
                    .contains(named);
        });
    }

    @ForEachJdk
    void shouldWarnOfEachMistakeInAFileWithItsPlace(Jdk jdk) throws IOException {
        Path malformed = Files.writeString(folder.resolve("malformed.yaml"), "interval: 1s\nloop: [a\n");
        Path mistaken = Files.writeString(folder.resolve("mistaken.yaml"), "intervall: 1s\nretention: soon\n");
        Finished without = Host.on(jdk).run(PlainHost.class);

        Finished withMalformed =
                Host.on(jdk).agent("http=0,config=" + malformed).run(PlainHost.class);
        withMalformed.assertUnharmedAgainst(without);
        assertThat(withMalformed.agentWarnings())
                .singleElement()
                .asString()
                .contains(malformed.toString(), "line ", "column ");

        Finished withMistaken = Host.on(jdk).agent("http=0,config=" + mistaken).run(PlainHost.class);
        withMistaken.assertUnharmedAgainst(without);
        assertThat(withMistaken.agentWarnings())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains(mistaken.toString()));
    }

    @ForEachJdk
    void shouldTakeOptionsFromSystemPropertiesAndTheEnvironment(Jdk jdk) {
        Finished finished = Host.on(jdk)
                .agent("")
                .jvm("-Dpollwatch.http=0", "-Dpollwatch.retention=soon")
                .environment("POLLWATCH_MAX_THREADS", "few")
                .environment("POLLWATCH_SERVICE_HOST", "10.0.0.1")
                .run(PlainHost.class);

        assertThat(finished.agentWarnings())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("system property pollwatch.retention", "soon"))
                .anySatisfy(line -> assertThat(line).contains("environment variable POLLWATCH_MAX_THREADS", "few"));
    }

    @ForEachJdk
    void shouldTakeItsRulesFromAFile(Jdk jdk) throws IOException {
        Path file = Files.writeString(folder.resolve("pollwatch.yaml"), """
                http: 0
                interval: 200ms
                loop:
                  - dev.pollwatch.hosts.PollLoops#busy
                  - dev.pollwatch.hosts.PollLoops#taking
                """);
        try (HostProcess host = Host.on(jdk)
                .environment("POLLWATCH_CONFIG", file.toString())
                .agent("")
                .start(LoopHost.class)) {
            host.command("run a busy GO rx-0");
            host.command("run b taking GO rx-1");

            Http http = Http.of(host);
            WatchedHost.eventually(
                    "both loops watched",
                    () -> assertThat(http.threads())
                            .extracting(row -> row.get("name") + " " + row.get("state"))
                            .containsExactly("rx-0 ALIVE", "rx-1 SLEEP"));
        }
    }

    @ForEachJdk
    void shouldEndTheHostAtStartWhenToldToFailFast(Jdk jdk) {
        Finished finished =
                Host.on(jdk).agent("fail-fast=true,http=0,intervall=2s").run(PlainHost.class);

        assertThat(finished.exitCode()).isNotZero();
        assertThat(finished.out()).isEmpty();
        assertThat(finished.agentLog()).anySatisfy(line -> assertThat(line).contains("intervall"));
    }

    @ForEachJdk
    void shouldRunTheHostWhenToldToFailFastAndNothingIsWrong(Jdk jdk) {
        Finished without = Host.on(jdk).run(PlainHost.class);
        Finished finished = Host.on(jdk).agent("fail-fast=true,http=0," + LOOP).run(PlainHost.class);

        finished.assertUnharmedAgainst(without);
        assertThat(finished.agentWarnings()).isEmpty();
    }

    @ForEachJdk
    void shouldLogToAFileWhenToldTo(Jdk jdk) throws IOException {
        Finished without = Host.on(jdk).run(PlainHost.class);
        Finished with = Host.on(jdk)
                .agent("http=0,log-file=" + folder.resolve("log-%p.txt") + "," + LOOP)
                .run(PlainHost.class);

        with.assertUnharmedAgainst(without);
        assertThat(with.err()).isEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(file.getFileName().toString()).matches("log-\\d+\\.txt"))
                    .satisfies(file -> assertThat(file).content().contains("Pollwatch"));
        }
    }
}
