package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.CommandLineTool;
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
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** What a machine may lack or have taken already: the host comes first, and the rest of the agent goes on. */
class SurroundingsIT {

    private static final String PLAIN_LOOP = "loop=" + PlainHost.class.getName() + "#poll";
    private static final String BUSY_LOOP = "interval=200ms,loop=" + WatchedHost.loop("busy");

    @TempDir
    private Path folder;

    @ForEachJdk
    void shouldWarnOfATakenPortAndGoOn(Jdk jdk) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());
            try (HostProcess host =
                    Host.on(jdk).agent("http=" + port + "," + BUSY_LOOP).start(LoopHost.class)) {
                host.command("run a busy GO rx");
                String warning = host.awaitErr("a WARN of the port", line -> line.contains(" WARN "));
                assertThat(warning).contains(port);

                try (Jmx jmx = Jmx.of(host)) {
                    WatchedHost.eventually(
                            "ALIVE in JMX",
                            () -> assertThat(jmx.get(Jmx.row("rx", WatchedHost.loop("busy")), "State"))
                                    .isEqualTo("ALIVE"));
                }
                assertThat(host.err())
                        .filteredOn(line -> line.contains(" WARN "))
                        .hasSize(1);
            }
        }
    }

    @ForEachJdk
    void shouldTakeTheNextPortWhereTheDefaultIsTaken(Jdk jdk) {
        try (HostProcess first = Host.on(jdk).agent(BUSY_LOOP).start(LoopHost.class)) {
            String one = Http.of(first).address();
            try (HostProcess second = Host.on(jdk).agent(BUSY_LOOP).start(LoopHost.class)) {
                String other = Http.of(second).address();

                assertThat(List.of(one, other))
                        .doesNotHaveDuplicates()
                        .allSatisfy(address ->
                                assertThat(address).matches("http://127\\.0\\.0\\.1:94(7[789]|8\\d|9[012])"));
                assertThat(second.err()).noneMatch(line -> line.contains(" WARN "));
            }
        }
    }

    @ForEachJdk
    void shouldOpenNothingWhenHttpIsOff(Jdk jdk) {
        try (HostProcess host = Host.on(jdk).agent("http=off," + BUSY_LOOP).start(LoopHost.class);
                Jmx jmx = Jmx.of(host)) {
            host.command("run a busy GO rx");
            WatchedHost.eventually(
                    "ALIVE in JMX",
                    () -> assertThat(jmx.get(Jmx.row("rx", WatchedHost.loop("busy")), "State"))
                            .isEqualTo("ALIVE"));

            assertThat(host.err()).noneMatch(line -> line.contains("http://"));
            assertThat(jmx.get(Jmx.KEEPALIVE, "HttpAddress")).isEqualTo("");
        }
    }

    @ForEachJdk
    void shouldRunWithoutProc(Jdk jdk) {
        List<String> withoutProc = withMount("mount -t tmpfs none /proc");
        Finished without = hostUnder(withoutProc, jdk).run(PlainHost.class);
        assertThat(without.exitCode()).isEqualTo(7);
        Finished with =
                hostUnder(withoutProc, jdk).agent("http=0," + PLAIN_LOOP).run(PlainHost.class);
        with.assertUnharmedAgainst(without);

        try (HostProcess host =
                hostUnder(withoutProc, jdk).agent("http=0," + BUSY_LOOP).start(LoopHost.class)) {
            host.command("run a busy GO rx");
            Http http = Http.of(host);
            WatchedHost.eventually(
                    "ALIVE",
                    () -> assertThat(http.threads())
                            .singleElement()
                            .satisfies(row -> assertThat(row)
                                    .containsEntry("state", "ALIVE")
                                    .containsEntry("tid", -1L)
                                    .containsEntry("core", -1L)
                                    .containsEntry("kernelState", "")));
            host.command("order a STALL");
            WatchedHost.eventually(
                    "DEAD",
                    () -> assertThat(http.health().names("rx", WatchedHost.loop("busy")))
                            .isTrue());
            assertThat(http.get("/metrics").statusCode()).isEqualTo(200);
        }
    }

    @ForEachJdk
    void shouldNotTouchAnUptimeThatHangs(Jdk jdk) {
        Path fifo = folder.resolve("uptime");
        // As an lxcfs that hangs: whoever opens it waits for ever.
        List<String> hanging =
                withMount("{ test -p " + fifo + " || mkfifo " + fifo + "; } && mount --bind " + fifo + " /proc/uptime");
        try (HostProcess host = Host.on(jdk)
                .under(hanging)
                .agent("http=0,log-level=debug," + BUSY_LOOP)
                .start(LoopHost.class)) {
            host.command("run a busy GO rx");
            Http http = Http.of(host);
            WatchedHost.eventually(
                    "ALIVE",
                    () -> assertThat(http.threads())
                            .singleElement()
                            .satisfies(row -> assertThat(row).containsEntry("state", "ALIVE")));
            host.awaitErr("that it is mounted over", line -> line.contains("/proc/uptime (lxcfs"));
            assertThat(http.health().code()).isEqualTo(200);
        }
    }

    @ForEachJdk
    void shouldWarnOfALogFileOnAReadOnlyDiskAndGoOn(Jdk jdk) {
        List<String> readOnly = withMount("mount -t tmpfs -o ro none " + folder);
        Finished without = Host.on(jdk).under(readOnly).run(PlainHost.class);
        Finished with = Host.on(jdk)
                .under(readOnly)
                .agent("http=0,log-file=" + folder.resolve("pollwatch.log") + "," + PLAIN_LOOP)
                .run(PlainHost.class);

        assertWarnedOfLogFile(with, without);
    }

    @ForEachJdk
    void shouldWarnOfALogFileThatCannotBeMadeAndGoOn(Jdk jdk) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        Finished without = Host.on(jdk).run(PlainHost.class);
        Finished with = Host.on(jdk)
                .agent("http=0,log-file=" + file.resolve("pollwatch.log") + "," + PLAIN_LOOP)
                .run(PlainHost.class);

        assertWarnedOfLogFile(with, without);
    }

    private static void assertWarnedOfLogFile(Finished with, Finished without) {
        with.assertUnharmedAgainst(without);
        assertThat(with.agentWarnings()).singleElement().asString().contains("pollwatch.log");
    }

    /** The launcher finds its libraries by {@code /proc}; without it, it has to be told. */
    private static Host hostUnder(List<String> withoutProc, Jdk jdk) {
        return Host.on(jdk)
                .under(withoutProc)
                .environment(
                        "LD_LIBRARY_PATH",
                        jdk.home().resolve("lib")
                                + File.pathSeparator
                                + jdk.home().resolve("lib").resolve("server"));
    }

    /** Runs a JVM in a mount namespace of its own, where this user may have one. */
    private static List<String> withMount(String mount) {
        CommandLineTool.need(
                "unshare",
                candidate -> candidate.run("", "-m", "sh", "-c", mount).exitCode() == 0,
                "and this user must be allowed to make a mount namespace with it");
        return List.of("unshare", "-m", "sh", "-c", mount + " && exec \"$@\"", "sh");
    }
}
