package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.FlightRecording;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Jmx;
import dev.pollwatch.e2e.harness.WatchedHost;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import org.junit.jupiter.api.io.TempDir;

/** What is found of each fault of the example, in each view: the agent as packaged, all its presets, and the rules that the example's script gives. */
class ForwarderIT {

    private static final Path JAR = Path.of("..", "examples", "packet-forwarder", "target", "packet-forwarder.jar");
    private static final String PACKAGE = "com.example.forwarder.";
    private static final String OPTIONS = "http=0,interval=200ms,"
            + Stream.of("Rx", "Worker", "Tx", "Sink", "Control")
                    .map(loop -> "loop=" + PACKAGE + loop + "Loop#run")
                    .collect(Collectors.joining(","));

    private static final String LOCK =
            "on AdminLock\\$Monitor@\\w+ held by \"admin-0\" at AdminLock.acquireAndRelease\\(.*";

    /** Longer than any test: the faults are to last until somebody has looked at all views. */
    private static final String LONG = " 10m";

    @TempDir
    private Path folder;

    @ForEachJdk
    void shouldShowTheReasonOfEachFaultInTheTableInThreadsAndInTheLog(Jdk jdk) {
        try (HostProcess forwarder = start(Host.on(jdk).jvm("-XX:+UseG1GC"));
                Jmx jmx = Jmx.ofRunning(forwarder)) {
            Http http = Http.of(forwarder);
            strikeAll(forwarder);

            expect(
                    http,
                    jmx,
                    forwarder,
                    "worker-0",
                    "BLOCKED",
                    LOCK + "; \"admin-0\" is TIMED_WAITING at AdminLock.holdMonitor\\(AdminLock.java:\\d+\\)",
                    "AdminLock.acquireAndRelease(AdminLock.java:");
            expect(
                    http,
                    jmx,
                    forwarder,
                    "worker-1",
                    "SPINNING",
                    "at Faults.spin\\(Faults.java:\\d+\\) in both of two stacks, \\d+ % of a CPU",
                    "Faults.spin(Faults.java:");
            expect(
                    http,
                    jmx,
                    forwarder,
                    "tx-0",
                    "IN_SYSCALL",
                    "in \\S+.* in state S in \\S+\\.read at Faults.readFromSilentPeer\\(Faults.java:\\d+\\)",
                    "Faults.readFromSilentPeer(Faults.java:");
            expect(
                    http,
                    jmx,
                    forwarder,
                    "sink-0",
                    "THREW",
                    PACKAGE + "InjectedFaultException: asked for by the command 'throw' at Faults.strike\\(.*",
                    "Faults.strike(Faults.java:");
        }
    }

    /** What a small machine takes by itself: there, JDK 17 can give no stack while a poll thread spins. */
    @ForEachJdk
    void shouldStillFindTheReasonOfEachFaultWhereNoStackMayBeTaken(Jdk jdk) {
        try (HostProcess forwarder = start(Host.on(jdk).jvm("-XX:+UseSerialGC"))) {
            Http http = Http.of(forwarder);
            strikeAll(forwarder);

            boolean stacks = jdk.feature() > 17;
            expect(http, "worker-0", "BLOCKED", stacks ? LOCK : "on AdminLock\\$Monitor@\\w+ held by \"admin-0\".*");
            expect(
                    http,
                    "worker-1",
                    "SPINNING",
                    (stacks ? "at Faults.spin\\(.*" : "no stack: on this JDK and collector, asking a running thread .*")
                            + ", \\d+ % of a CPU");
            expect(
                    http,
                    "tx-0",
                    "IN_SYSCALL",
                    "in \\S+.* in state S"
                            + (stacks ? " in .* at Faults.readFromSilentPeer\\(.*" : "; no stack: on this JDK .*"));
            expect(http, "sink-0", "THREW", PACKAGE + "InjectedFaultException: .* at Faults.strike\\(.*");
        }
    }

    @ForEachJdk
    void shouldPrintBothEndsOfAStallFromARecordingWithItsStackAndWord(Jdk jdk) {
        Host host = Host.on(jdk).jvm("-XX:+UseG1GC", FlightRecording.FROM_THE_START);
        try (HostProcess forwarder = start(host)) {
            forwarder.order("stall worker-1 4s");

            FlightRecording recording = new FlightRecording(jdk, forwarder, folder);
            WatchedHost.eventually(
                    "both ends of the stall",
                    () -> assertThat(recording.print("dev.pollwatch.Stall"))
                            .filteredOn(stall ->
                                    stall.contains("pollThread = \"worker-1\"") && stall.contains("Faults.spin"))
                            .satisfiesExactly(
                                    begin -> assertThat(begin).contains("over = false"),
                                    end -> assertThat(end)
                                            .contains("over = true")
                                            .containsPattern("stallDuration = [3-9]\\.\\d+ s"))
                            .allSatisfy(stall -> assertThat(stall)
                                    .contains("loop = \"" + PACKAGE + "WorkerLoop#run\"")
                                    .containsPattern("lastBeat = \\d\\d:\\d\\d:\\d\\d\\.\\d\\d\\d")
                                    .contains("diagnosis = \"SPINNING\"")
                                    .containsPattern("diagnosisDetail = \"at Faults.spin\\(Faults.java:\\d+\\)")
                                    .containsPattern(
                                            "(?s)stack = \".*" + PACKAGE + "Faults.spin\\(Faults.java:\\d+\\)\\n" + ".*"
                                                    + PACKAGE + "WorkerLoop.run\\(WorkerLoop.java:\\d+\\)\\n")
                                    .doesNotContain("stackTrace =")));
        }
    }

    private static HostProcess start(Host host) {
        HostProcess forwarder = host.agent(OPTIONS).start(List.of(JAR), PACKAGE + "PacketForwarder", List.of());
        try {
            Http http = Http.of(forwarder);
            WatchedHost.eventually(
                    "all loops",
                    () -> assertThat(http.threads())
                            .filteredOn(row -> !row.get("state").equals("UNUSED"))
                            .extracting(row -> row.get("name"))
                            .contains("rx-0", "worker-0", "worker-1", "tx-0", "sink-0", "control-0"));
            return forwarder;
        } catch (RuntimeException | Error e) {
            forwarder.close();
            throw e;
        }
    }

    private static void strikeAll(HostProcess forwarder) {
        forwarder.order("lock worker-0" + LONG);
        forwarder.order("stall worker-1" + LONG);
        forwarder.order("block tx-0" + LONG);
        forwarder.order("throw sink-0");
    }

    private static void expect(
            Http http, Jmx jmx, HostProcess forwarder, String name, String word, String detail, String frame) {
        Map<String, Object> row = expect(http, name, word, detail);
        assertThat((String) row.get("stallStack")).contains(PACKAGE + frame);

        String loop = (String) row.get("loop");
        WatchedHost.eventually(name + " in the table", () -> {
            String table = table(jmx);
            assertThat(table).containsPattern(name + " +" + loop + " .* DEAD .*  " + word + " " + detail + "\n");
            assertThat(table)
                    .containsPattern("\"" + name + "\" " + loop + " DEAD for .*:\n(    .*\n)*    " + PACKAGE
                            + frame.replace("(", "\\(") + "\\d");
        });
        forwarder.awaitErr(
                "of " + name,
                line -> line.matches(
                        ".* WARN  \"" + name + "\" " + loop + " \\w+ -> DEAD after \\S+: " + word + " " + detail));
    }

    private static Map<String, Object> expect(Http http, String name, String word, String detail) {
        WatchedHost.eventually(name + " " + word, () -> {
            Map<String, Object> row = row(http, name);
            assertThat(row).containsEntry("state", "DEAD").containsEntry("diagnosis", word);
            assertThat((String) row.get("diagnosisDetail")).matches(detail);
        });
        return row(http, name);
    }

    private static Map<String, Object> row(Http http, String name) {
        return http.threads().stream()
                .filter(row -> row.get("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String table(Jmx jmx) {
        try {
            return (String) jmx.invoke(Jmx.KEEPALIVE, "healthReport");
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
