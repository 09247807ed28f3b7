package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Finished;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Jmx;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.hosts.LoopHost;
import dev.pollwatch.hosts.PlainHost;
import java.util.List;

/** Where the agent has nothing to do, it does nothing. */
class QuietIT {

    @ForEachJdk
    void shouldDoNothingInTheJdksOwnTools(Jdk jdk) {
        for (List<String> command : List.of(
                List.of("javac", "-version"),
                List.of("jcmd", "-l"),
                List.of("jar", "--version"),
                List.of("javap", "-version"))) {
            String[] args = command.subList(1, command.size()).toArray(String[]::new);
            Finished finished = Host.on(jdk).agent("http=0,intervall=oops").runTool(command.get(0), args);

            assertThat(finished.exitCode()).as("%s", command).isZero();
            assertThat(finished.agentLog()).as("%s", command).isEmpty();
        }
    }

    @ForEachJdk
    void shouldLogOneLineAndOpenNothingWhereThereIsNothingToWatch(Jdk jdk) {
        Finished without = Host.on(jdk).run(PlainHost.class);
        Finished with = Host.on(jdk).agent("").run(PlainHost.class);

        with.assertUnharmedAgainst(without);
        assertThat(with.agentLog()).hasSizeLessThanOrEqualTo(1).noneMatch(line -> line.contains("http://"));
    }

    @ForEachJdk
    void shouldDoNothingWhenNotEnabled(Jdk jdk) {
        String options = "enabled=false,http=0,loop=" + WatchedHost.loop("busy");
        try (HostProcess host = Host.on(jdk).agent(options).start(LoopHost.class);
                Jmx jmx = Jmx.of(host)) {
            host.command("run a busy GO rx");

            assertThat(host.err()).noneMatch(line -> line.startsWith(HostProcess.LOG_PREFIX));
            assertThat(jmx.names("dev.pollwatch:*")).isEmpty();
            assertThat(jmx.threadNames()).isNotEmpty().noneMatch(name -> name.startsWith("pollwatch"));
        }
    }

    @ForEachJdk
    void shouldRegisterNoBeanWhenJmxIsOff(Jdk jdk) {
        String options = "jmx=off,http=0,loop=" + WatchedHost.loop("busy");
        try (HostProcess host = Host.on(jdk).agent(options).start(LoopHost.class);
                Jmx jmx = Jmx.of(host)) {
            host.command("run a busy GO rx");
            Http http = Http.of(host);
            WatchedHost.eventually("a row", () -> assertThat(http.threads()).hasSize(1));

            assertThat(jmx.names("dev.pollwatch:*")).isEmpty();
        }
    }

    @ForEachJdk
    void shouldRunOnlyDaemonThreadsUnderItsOwnName(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            assertThat(host.jmx().threadNames()).contains("pollwatch-dispatcher");
            host.process().endInput();
            assertThat(host.process().awaitEnd().exitCode()).isZero();
        }
    }

    @ForEachJdk
    void shouldBeOneAgentWhenTheSameJarIsGivenTwice(Jdk jdk) {
        Finished without = Host.on(jdk).run(PlainHost.class);
        Finished with = Host.on(jdk)
                .agent("http=0,loop=" + PlainHost.class.getName() + "#poll")
                .agent("http=0,interval=5s")
                .run(PlainHost.class);
        with.assertUnharmedAgainst(without);

        try (HostProcess host = Host.on(jdk)
                        .agent("http=0,interval=200ms,loop=" + WatchedHost.loop("busy"))
                        .agent("loop=" + WatchedHost.loop("taking"))
                        .start(LoopHost.class);
                Jmx jmx = Jmx.of(host)) {
            Http http = Http.of(host);
            host.command("run a busy GO rx-0");
            host.command("run b taking GO rx-1");
            WatchedHost.eventually(
                    "both loops watched",
                    () -> assertThat(http.threads())
                            .extracting(row -> row.get("name") + " " + row.get("state"))
                            .containsExactly("rx-0 ALIVE", "rx-1 SLEEP"));
            assertThat(jmx.threadNames()).containsOnlyOnce("pollwatch-dispatcher");
            assertThat(host.err()).filteredOn(line -> line.contains("http://")).hasSize(1);
        }
    }
}
