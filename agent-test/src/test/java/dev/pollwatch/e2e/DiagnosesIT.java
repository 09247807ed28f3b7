package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.hosts.StallHost;
import java.util.Map;

/** Why a thread is DEAD, for each reason there is. */
class DiagnosesIT {

    private static final String CLASS = "dev.pollwatch.hosts.StallLoops#";
    private static final String OPTIONS = "http=0,interval=200ms,loop=" + CLASS + "poll,loop=" + CLASS
            + "pollOnce;on-return=dead,loop=" + CLASS + "begin";

    @ForEachJdk
    void shouldNameTheReasonOfEachStall(Jdk jdk) {
        try (HostProcess process = start(
                Host.on(jdk),
                "spin",
                "monitor",
                "lock",
                "deadlock-a",
                "deadlock-b",
                "park",
                "wait",
                "socket",
                "fifo",
                "throw",
                "return",
                "begin")) {
            Http http = Http.of(process);
            expect(
                    http,
                    "spin",
                    "SPINNING",
                    "at StallWays.spin\\(StallWays.java:\\d+\\) in both of two stacks, .* % of a CPU");
            expect(
                    http,
                    "monitor",
                    "BLOCKED",
                    "on Object@\\S+ held by \"monitor-holder\" at StallWays.enter\\(.*\\);"
                            + " \"monitor-holder\" is TIMED_WAITING at StallWays.*");
            expect(
                    http,
                    "lock",
                    "BLOCKED",
                    "on ReentrantLock\\S+ held by \"lock-holder\" at StallWays.*; \"lock-holder\" is WAITING at StallWays.*");
            expect(
                    http,
                    "deadlock-a",
                    "DEADLOCKED",
                    "\"deadlock-a\" waits .* held by \"deadlock-b\" .* held by \"deadlock-a\".*");
            expect(
                    http,
                    "deadlock-b",
                    "DEADLOCKED",
                    "\"deadlock-b\" waits .* held by \"deadlock-a\" .* held by \"deadlock-b\".*");
            expect(http, "park", "WAITING", "in LockSupport.park at StallWays.*");
            expect(http, "wait", "WAITING", "on Object@\\S+ in Object.wait at StallWays.*");
            expect(
                    http,
                    "socket",
                    "IN_SYSCALL",
                    "in (poll|read of socket:\\S+) in state S in .*\\.read at StallWays.readSocket\\(.*");
            expect(
                    http,
                    "fifo",
                    "IN_SYSCALL",
                    "in read of /\\S*orders.fifo in state S in RandomAccessFile.read at StallWays.*");
            expect(http, "throw", "THREW", "java.lang.IllegalStateException: ring is full at StallWays.*");
            expect(http, "return", "RETURNED", "the loop returned although .*");
            expect(http, "begin", "NEVER_BEAT", "entered the loop and never came to its first pass; it is WAITING .*");
        }
    }

    @ForEachJdk
    void shouldTellAThreadThatGetsNoCpuFromOneThatSpins(Jdk jdk) {
        try (HostProcess process = start(Host.on(jdk), "starved")) {
            expect(Http.of(process), "starved", "STARVED", "runnable, but got \\d+ ms of CPU in \\d+ ms.*");
        }
    }

    @ForEachJdk
    void shouldSayWhatAStallHasTurnedInto(Jdk jdk) {
        try (HostProcess process = start(Host.on(jdk), "blocked-then-spinning")) {
            process.awaitErr(
                    "that it spins by now",
                    line -> line.contains("is still DEAD, was BLOCKED, now SPINNING at StallWays.spin"));
            expect(Http.of(process), "blocked-then-spinning", "SPINNING", "at StallWays.spin.*");
        }
    }

    @ForEachJdk
    void shouldCallACountedLoopSpinningUnderACollectorWithoutSafepointsInIt(Jdk jdk) {
        try (HostProcess process = start(Host.on(jdk).jvm("-XX:+UseSerialGC"), "counted", "park")) {
            Http http = Http.of(process);
            expect(http, "counted", "SPINNING", ".*");
            expect(http, "park", "WAITING", ".*");
        }
    }

    private static HostProcess start(Host host, String... ways) {
        HostProcess process = host.agent(OPTIONS).start(StallHost.class, ways);
        process.awaitReady();
        return process;
    }

    private static void expect(Http http, String name, String word, String detail) {
        WatchedHost.eventually(
                name + " " + word,
                () -> assertThat(http.threads())
                        .filteredOn(row -> row.get("name").equals(name))
                        .singleElement()
                        .satisfies(row -> assertRow(row, word, detail)));
    }

    private static void assertRow(Map<String, Object> row, String word, String detail) {
        assertThat(row).containsEntry("state", "DEAD").containsEntry("diagnosis", word);
        assertThat((String) row.get("diagnosisDetail")).matches(detail);
    }
}
