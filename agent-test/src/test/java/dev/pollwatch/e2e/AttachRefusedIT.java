package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pollwatch.e2e.harness.Apart;
import dev.pollwatch.e2e.harness.AttachedHost;
import dev.pollwatch.e2e.harness.CommandLineTool;
import dev.pollwatch.e2e.harness.Finished;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.TestPaths;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.hosts.LoopHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the command line cannot attach: it harms nothing, ends with 3 and says why in one sentence. */
class AttachRefusedIT {

    private static final int CANNOT = 3;
    private static final int USAGE = 2;

    @ForEachJdk
    void shouldNeverSignalWhatIsNoJvm(Jdk jdk) throws IOException {
        CommandLineTool sleep = CommandLineTool.need("sleep", any -> true, "it is in coreutils");
        Process process = new ProcessBuilder(sleep.path().toString(), "100").start();
        try {
            assertRefused(attach(jdk, process.pid()), "(sleep) is no HotSpot JVM");
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @ForEachJdk
    void shouldNeverSignalAJvmThatDoesNotHandleTheSignal(Jdk jdk) {
        try (HostProcess host = Host.on(jdk).jvm("-Xrs").start(LoopHost.class)) {
            host.awaitReady();
            assertRefused(attach(jdk, host.pid()), "started with -Xrs");
            host.command("run a busy GO rx");
            assertThat(host.isAlive()).isTrue();
        }
    }

    @ForEachJdk
    void shouldSayThatThereIsNoSuchProcess(Jdk jdk) {
        assertRefused(attach(jdk, 2_000_000_000L), "There is no process 2000000000; the command 'list' shows");
    }

    @ForEachJdk
    void shouldNameTheProcessWhereAThreadIsGiven(Jdk jdk) throws IOException {
        try (HostProcess host = Host.on(jdk).start(LoopHost.class)) {
            host.awaitReady();
            long tid;
            try (var tasks = Files.list(Path.of("/proc/" + host.pid() + "/task"))) {
                tid = tasks.mapToLong(task -> Long.parseLong(task.getFileName().toString()))
                        .filter(task -> task != host.pid())
                        .findFirst()
                        .orElseThrow();
            }
            assertRefused(attach(jdk, tid), tid + " is a thread of the process " + host.pid());
        }
    }

    @ForEachJdk
    void shouldSayThatAttachingIsDisabled(Jdk jdk) {
        try (HostProcess host = Host.on(jdk).jvm("-XX:+DisableAttachMechanism").start(LoopHost.class)) {
            host.awaitReady();
            assertRefused(attach(jdk, host.pid()), "-XX:+DisableAttachMechanism");
            assertThat(host.out()).noneMatch(line -> line.contains("thread dump"));
        }
    }

    @ForEachJdk
    void shouldSayThatAgentsMayNotBeLoaded(Jdk jdk) {
        try (HostProcess host =
                Host.on(jdk).jvm("-XX:-EnableDynamicAgentLoading").start(LoopHost.class)) {
            host.awaitReady();
            assertRefused(attach(jdk, host.pid()), "start it with -XX:+EnableDynamicAgentLoading");
        }
    }

    @ForEachJdk
    void shouldSayThatTheProcessIsStopped(Jdk jdk) {
        CommandLineTool kill = CommandLineTool.need("kill", any -> true, "it is in Debian's package procps");
        try (HostProcess host = Host.on(jdk).start(LoopHost.class)) {
            host.awaitReady();
            String pid = Long.toString(host.pid());
            kill.run("", "-STOP", pid);
            WatchedHost.eventually(
                    "it is stopped",
                    () -> assertThat(Files.readString(Path.of("/proc/" + pid + "/status")))
                            .contains("State:\tT"));
            assertRefused(attach(jdk, host.pid()), "is stopped and cannot answer");
        }
    }

    @ForEachJdk
    void shouldSayWhoseTheProcessIs(Jdk jdk) {
        try (HostProcess host = Host.on(jdk).start(LoopHost.class)) {
            host.awaitReady();
            Finished attach =
                    Host.on(jdk).under(Apart.asAnotherUser()).runAgentJar("attach", Long.toString(host.pid()));
            assertRefused(attach, "runs as the user 0, and a JVM lets only its own user or root attach");
        }
    }

    @ForEachJdk
    void shouldSayThatTheProcessIsInAnotherContainer(Jdk jdk) {
        try (HostProcess host = Host.on(jdk).under(Apart.withOwnPids()).start(LoopHost.class)) {
            host.awaitReady();
            assertRefused(attach(jdk, Apart.inside(host)), "is in another container (PID namespace)");
        }
    }

    /** From JDK 24 on both sides there is no such limit worth mentioning. */
    @ForEachJdk
    void shouldSayThatTheOptionsAreTooLongForAnOlderJvm(Jdk jdk) throws IOException {
        assumeTrue(jdk.other() != jdk, "needs a JDK 17 on one side");
        try (AttachedHost host = AttachedHost.start(Host.on(jdk))) {
            Finished attach = host.attach(jdk.other(), "loop=com.acme.Rx#poll" + "x".repeat(2000));

            assertRefused(attach, "put them into a YAML file and give config=FILE");
            host.traffic().endAndAssertNothingLost();
        }
    }

    @ForEachJdk
    void shouldSayHowItIsUsed(Jdk jdk) {
        assertThat(Host.on(jdk).runAgentJar("--version").out()).containsExactly("Pollwatch " + TestPaths.version());
        assertThat(Host.on(jdk).runAgentJar("--help").out())
                .anyMatch(line -> line.contains("attach"))
                .anyMatch(line -> line.contains("Examples:"));
        assertThat(Host.on(jdk).runAgentJar().exitCode()).isZero();
        assertThat(Host.on(jdk).runAgentJar("attach", "--help").out())
                .anyMatch(line -> line.contains("attach 4711 loop=com.acme.Rx#pollLoop"));
        assertUsage(Host.on(jdk).runAgentJar("atach", "1"), "'atach' is no command");
        assertUsage(Host.on(jdk).runAgentJar("attach"), "The pid is missing");
        assertUsage(Host.on(jdk).runAgentJar("attach", "x"), "'x' is no process id");
        assertUsage(Host.on(jdk).runAgentJar("attach", "0"), "'0' is no process id");
        assertUsage(Host.on(jdk).runAgentJar("attach", "1", "loop"), "'loop' is no option of the agent");
    }

    private static Finished attach(Jdk jdk, long pid) {
        return Host.on(jdk).runAgentJar("attach", Long.toString(pid), "http=off");
    }

    private static void assertRefused(Finished attach, String why) {
        assertThat(attach.exitCode()).as("%s", attach).isEqualTo(CANNOT);
        assertThat(attach.out()).isEmpty();
        assertThat(attach.err()).hasSize(1);
        assertThat(attach.err().get(0)).contains(why);
    }

    private static void assertUsage(Finished command, String why) {
        assertThat(command.exitCode()).as("%s", command).isEqualTo(USAGE);
        assertThat(command.out()).isEmpty();
        assertThat(command.err()).anyMatch(line -> line.contains(why));
    }
}
