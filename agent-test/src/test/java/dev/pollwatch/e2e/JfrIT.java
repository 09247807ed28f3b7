package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.FlightRecording;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.LoopHost;
import dev.pollwatch.hosts.Order;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** What a recording of JDK Flight Recorder has of the agent, whoever began it and when. */
class JfrIT {

    private static final String STALL = "dev.pollwatch.Stall";
    private static final String CHANGE = "dev.pollwatch.StateChange";
    private static final String PAUSE = "dev.pollwatch.HostPause";

    @TempDir
    private Path folder;

    @ForEachJdk
    void shouldBeInARecordingThatTheJvmBeganWith(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(onG1(jdk).jvm(FlightRecording.FROM_THE_START), "")) {
            FlightRecording recording = new FlightRecording(jdk, host.process(), folder);
            WatchedRow row = host.run("busy", Order.GO).await("ALIVE");
            assertRecorded(row, recording);

            host.process().standStill(Duration.ofSeconds(2));
            WatchedHost.eventually(
                    "the pause",
                    () -> assertThat(recording.print(PAUSE))
                            .anySatisfy(pause -> assertThat(pause).containsPattern("pauseDuration = [12]\\.\\d+ s")));
        }
    }

    @ForEachJdk
    void shouldBeInARecordingThatBeganWhileTheHostRan(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(onG1(jdk), "")) {
            WatchedRow row = host.run("busy", Order.GO).await("ALIVE");
            FlightRecording recording = new FlightRecording(jdk, host.process(), folder).start();
            assertRecorded(row, recording);

            // And in the next one, for which nothing is to be set up any more.
            recording.stop();
            recording.start();
            assertRecorded(row, recording);
        }
    }

    @ForEachJdk
    void shouldTellTheEndOfAStallThatBeganBeforeTheRecording(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(onG1(jdk), "")) {
            WatchedRow row = host.run("busy", Order.GO).await("ALIVE");
            row.order(Order.STALL).await("DEAD");
            WatchedHost.eventually(
                    "a diagnosis",
                    () -> assertThat((String) row.attribute("stallStack")).isNotEmpty());
            FlightRecording recording = new FlightRecording(jdk, host.process(), folder).start();
            row.order(Order.GO).await("ALIVE");

            WatchedHost.eventually(
                    "the end of the stall",
                    () -> assertThat(recording.print(STALL))
                            .singleElement()
                            .asString()
                            .contains("over = true", "PollLoops.busy(PollLoops.java:")
                            .doesNotContain("lastBeat = N/A"));
        }
    }

    @ForEachJdk
    void shouldStartUpNothingOfTheRecorderWhereNobodyRecords(Jdk jdk) throws IOException {
        Path classes = folder.resolve("classes.log");
        Host host = onG1(jdk).jvm("-Xlog:class+load,class+init:file=" + classes);
        // The MBean server looks into the recorder by itself.
        try (WatchedHost watched = WatchedHost.start(host, "jmx=off")) {
            WatchedRow row = watched.run("busy", Order.GO).await("ALIVE");
            row.order(Order.STALL).await("DEAD");
            row.order(Order.GO).await("ALIVE");
            watched.process().awaitErr("the recovery", line -> line.contains(" DEAD -> ALIVE "));

            String dump = new FlightRecording(jdk, watched.process(), folder).threadDump();
            assertThat(dump).contains("pollwatch-dispatcher").doesNotContain("JFR");
            assertThat(Files.readString(classes))
                    .as("that the view was opened")
                    .contains("dev.pollwatch.view.jfr.JfrView ")
                    .doesNotContain("view.jfr.StallEvent", "view.jfr.StateChangeEvent")
                    .doesNotContain("jdk.jfr.Event ", "jdk.jfr.internal.");
        }
    }

    @ForEachJdk
    void shouldSayOnceThatTheRuntimeHasNoRecorderAndGoOn(Jdk jdk) {
        Host host = Host.on(jdk)
                .jvm("--limit-modules", "java.base,java.instrument,java.management")
                .agent("http=0,interval=200ms,loop=" + WatchedHost.loop("busy"));
        try (HostProcess process = host.start(LoopHost.class)) {
            process.command("run a busy GO rx");
            Http http = Http.of(process);
            process.awaitErr("what is missing", line -> line.contains("no JFR view"));
            process.command("order a STALL");
            WatchedHost.eventually(
                    "DEAD",
                    () -> assertThat(http.threads())
                            .singleElement()
                            .satisfies(row -> assertThat(row).containsEntry("state", "DEAD")));

            assertThat(process.err())
                    .filteredOn(line -> line.contains(" WARN ") && !line.contains("-> DEAD"))
                    .singleElement()
                    .asString()
                    .contains("no JFR view", "--add-modules jdk.jfr");
        }
    }

    /** Under the serial collector JDK 17 cannot give the stack of a spinning thread, and the agent takes none. */
    private static Host onG1(Jdk jdk) {
        return Host.on(jdk).jvm("-XX:+UseG1GC");
    }

    private static void assertRecorded(WatchedRow row, FlightRecording recording) {
        row.order(Order.STALL).await("DEAD");
        WatchedHost.eventually(
                "the beginning of the stall",
                () -> assertThat(recording.print(STALL))
                        .singleElement()
                        .asString()
                        .contains("pollThread = \"" + row.thread() + "\"")
                        .contains("loop = \"" + row.loop() + "\"")
                        .contains("over = false")
                        .containsPattern("lastBeat = \\d\\d:\\d\\d:\\d\\d\\.\\d\\d\\d")
                        .containsPattern("stallDuration = \\d+(\\.\\d+)? m?s")
                        .containsPattern("diagnosis = \"[A-Z_]+\"")
                        .contains("dev.pollwatch.hosts.PollLoops.busy(PollLoops.java:")
                        .doesNotContain("stackTrace ="));
        row.order(Order.GO).await("ALIVE");
        WatchedHost.eventually(
                "the end of the stall",
                () -> assertThat(recording.print(STALL))
                        .hasSize(2)
                        .last()
                        .asString()
                        .contains("over = true", "dev.pollwatch.hosts.PollLoops.busy(PollLoops.java:"));
        assertThat(recording.print(CHANGE))
                .anySatisfy(change -> assertThat(change)
                        .contains("pollThread = \"" + row.thread() + "\"", "from = \"ALIVE\"", "to = \"DEAD\""))
                .anySatisfy(change -> assertThat(change)
                        .contains("pollThread = \"" + row.thread() + "\"", "from = \"DEAD\"", "to = \"ALIVE\""));
    }
}
