package dev.pollwatch.e2e;

import static dev.pollwatch.e2e.harness.AttachedHost.ROUND;
import static dev.pollwatch.e2e.harness.AttachedHost.SERVE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.AttachedHost;
import dev.pollwatch.e2e.harness.Finished;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.TestPaths;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.hosts.EchoLoops;
import dev.pollwatch.hosts.LibrariesHost;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The agent comes into a host that runs, was started without it and is under traffic. */
class AttachIT {

    private static final String AWAIT = EchoLoops.class.getName() + "#await";
    private static final String ANSWER = EchoLoops.class.getName() + "#answer";
    private static final String[] BOTH = {"loop=" + SERVE, "loop=" + ROUND, "interval=200ms", "http=0"};
    private static final String UNTOUCHED = "in the loop since before it was woven; will beat when next entered";

    @ForEachJdk
    void shouldAttachTwiceUnderTrafficAndLoseNoPacket(Jdk jdk) throws IOException {
        try (AttachedHost host = AttachedHost.start(Host.on(jdk))) {
            Finished first = host.attach(jdk.other(), BOTH);

            assertThat(first.exitCode()).as("%s", first).isZero();
            assertThat(first.out())
                    .contains("woven: " + SERVE, "woven: " + ROUND)
                    .anyMatch(line ->
                            line.contains(SERVE) && line.contains("when next entered") && line.contains("\"echo-0\""))
                    .anyMatch(line -> line.startsWith("status at http://127.0.0.1:"));
            host.traffic().awaitFlow();

            Finished second = host.attach(jdk, BOTH);

            assertThat(second.exitCode()).as("%s", second).isZero();
            assertThat(second.out().get(0)).startsWith("already in this JVM: 0 rules added");
            assertThat(second.out()).noneMatch(line -> line.startsWith("woven"));
            host.awaitState("round-0", ROUND, "ALIVE", "SLEEP");
            host.traffic().awaitFlow();
            host.traffic().endAndAssertNothingLost();
            assertThat(host.process().err()).noneMatch(line -> line.contains(" WARN ") || line.contains("Exception"));
        }
    }

    @ForEachJdk
    void shouldShowALoopOnTheStackAsUnusedAndNeverAsDead(Jdk jdk) throws IOException {
        try (AttachedHost host = AttachedHost.start(Host.on(jdk))) {
            host.attach(jdk, BOTH);

            host.awaitState("echo-0", SERVE, "UNUSED");
            assertThat(host.row("echo-0", SERVE)).containsEntry("diagnosisDetail", UNTOUCHED);
            assertThat(host.process().err()).anyMatch(line -> line.contains("\"echo-0\" " + SERVE + " " + UNTOUCHED));
            host.process().command("stall");
            // Long enough to have judged others many times: this one is judged by what is known of it, which is
            // nothing.
            awaitBeats(host, 100);
            assertThat(host.changes("echo-0")).isEmpty();
            assertThat(host.row("echo-0", SERVE)).containsEntry("state", "UNUSED");
        }
    }

    @ForEachJdk
    void shouldWatchALoopOnTheStackByASleepPointThatItCalls(Jdk jdk) throws IOException {
        try (AttachedHost host = AttachedHost.start(Host.on(jdk))) {
            List<String> options = new ArrayList<>(List.of(BOTH));
            options.add("sleep=" + AWAIT);
            host.attach(jdk, options.toArray(new String[0]));

            host.awaitState("echo-0", SERVE, "ALIVE", "SLEEP");
            host.process().command("stall");
            host.awaitState("echo-0", SERVE, "DEAD");
            awaitStack(host, SERVE);
            host.process().command("go");
            host.awaitState("echo-0", SERVE, "ALIVE", "SLEEP");
            host.traffic().endAndAssertNothingLost();
        }
    }

    @ForEachJdk
    void shouldWatchALoopOnTheStackByACallRule(Jdk jdk) throws IOException {
        try (AttachedHost host = AttachedHost.start(Host.on(jdk))) {
            host.attach(jdk, "loop=" + SERVE, "call=" + ANSWER, "interval=200ms", "http=0");

            host.awaitState("echo-0", ANSWER, "ALIVE");
            host.process().command("stall");
            host.awaitState("echo-0", ANSWER, "DEAD");
            awaitStack(host, ANSWER);
            assertThat(host.row("echo-0", SERVE).get("state")).isNotEqualTo("DEAD");
            host.process().command("go");
            host.awaitState("echo-0", ANSWER, "ALIVE");
            host.traffic().endAndAssertNothingLost();
        }
    }

    /** The JVM verifies each class that is retransformed, and refuses what does not fit. */
    @ForEachJdk
    void shouldWeaveHundredsOfLoadedClassesWithoutARefusal(Jdk jdk) {
        try (HostProcess host =
                Host.on(jdk).classPath(TestPaths.hostLibraries()).start(LibrariesHost.class, "stay")) {
            host.awaitOut("its libraries are loaded", "stays"::equals);
            Finished attach = Host.on(jdk)
                    .runAgentJar(
                            "attach",
                            Long.toString(host.pid()),
                            "loop=ch.qos.logback.**#*,io.micrometer.**#*,org.slf4j.**#*,net.bytebuddy.**#*,org.HdrHistogram.**#*",
                            "http=0");

            assertThat(attach.exitCode()).as("%s", attach).isZero();
            assertThat(attach.out())
                    .filteredOn(line -> line.startsWith("woven: "))
                    .hasSizeGreaterThan(100);
            assertThat(attach.out()).noneMatch(line -> line.contains("refused") || line.contains("could not be woven"));
        }
    }

    @ForEachJdk
    void shouldAddRulesAtALaterAttachAndNameTheOptionsThatItIgnores(Jdk jdk) throws IOException {
        try (AttachedHost host = AttachedHost.start(Host.on(jdk))) {
            host.attach(jdk, "loop=" + ROUND, "interval=200ms", "http=0");
            host.awaitState("round-0", ROUND, "ALIVE", "SLEEP");

            Finished second = host.attach(jdk, "loop=" + SERVE, "sleep=" + AWAIT, "interval=1h", "retention=5m");

            assertThat(second.out())
                    .contains(
                            "already in this JVM: 2 rules added; ignored, since they hold as first given: interval, retention")
                    .contains("woven: " + SERVE)
                    .doesNotContain("woven: " + ROUND);
            host.awaitState("echo-0", SERVE, "ALIVE", "SLEEP");
            host.awaitState("round-0", ROUND, "ALIVE", "SLEEP");
            host.traffic().endAndAssertNothingLost();
        }
    }

    @ForEachJdk
    void shouldWeaveClassesThatAreLoadedWhileItAttaches(Jdk jdk) throws IOException {
        try (AttachedHost host = AttachedHost.start(Host.on(jdk))) {
            host.process().command("load");
            Finished attach = host.attach(jdk, BOTH);

            assertThat(attach.exitCode()).as("%s", attach).isZero();
            host.awaitState("loader-0", ROUND, "ALIVE", "SLEEP");
            host.awaitState("round-0", ROUND, "ALIVE", "SLEEP");
            host.traffic().endAndAssertNothingLost();
            assertThat(host.process().err()).noneMatch(line -> line.contains(" WARN ") || line.contains("Exception"));
        }
    }

    @ForEachJdk
    void shouldTakeAnyClientOfTheAttachApi(Jdk jdk) throws IOException {
        try (AttachedHost host = AttachedHost.start(Host.on(jdk))) {
            Finished jcmd = Host.on(jdk)
                    .runTool(
                            "jcmd",
                            Long.toString(host.process().pid()),
                            "JVMTI.agent_load",
                            TestPaths.agentJar().toString(),
                            "\"" + String.join(",", BOTH) + "\"");

            assertThat(jcmd.exitCode()).as("%s", jcmd).isZero();
            host.awaitState("round-0", ROUND, "ALIVE", "SLEEP");
            host.traffic().endAndAssertNothingLost();
        }
    }

    @ForEachJdk
    void shouldAddRulesToAHostThatWasStartedWithTheAgent(Jdk jdk) throws IOException {
        try (AttachedHost host = AttachedHost.start(Host.on(jdk).agent("http=0,interval=200ms,loop=" + ROUND))) {
            Finished attach = host.attach(jdk, "loop=" + SERVE);

            assertThat(attach.out()).contains("already in this JVM: 1 rule added", "woven: " + SERVE);
            host.awaitState("echo-0", SERVE, "UNUSED");
            host.awaitState("round-0", ROUND, "ALIVE", "SLEEP");
            host.traffic().endAndAssertNothingLost();
        }
    }

    @ForEachJdk
    void shouldSayWhatIsWrongWithTheOptions(Jdk jdk) throws IOException {
        try (AttachedHost host = AttachedHost.start(Host.on(jdk))) {
            Finished attach = host.attach(jdk, "intervall=1s", "loop=com.acme.Typo#run", "http=off");

            assertThat(attach.exitCode()).as("%s", attach).isZero();
            assertThat(attach.out())
                    .anyMatch(line ->
                            line.contains("\"intervall\"") && line.contains("nearest known one is \"interval\""))
                    .anyMatch(line -> line.startsWith("no class loaded so far answers to loop=com.acme.Typo#run"))
                    .contains("no HTTP endpoint");
        }
    }

    @ForEachJdk
    void shouldNotBeginUnderFailFastWithAMistake(Jdk jdk) throws IOException {
        try (AttachedHost host = AttachedHost.start(Host.on(jdk))) {
            Finished attach = host.attach(jdk, "fail-fast=true", "intervall=1s", "loop=" + ROUND);

            assertThat(attach.exitCode()).as("%s", attach).isEqualTo(2);
            assertThat(attach.out()).anyMatch(line -> line.contains("\"intervall\""));
            host.traffic().awaitFlow();
            assertThat(host.attach(jdk, BOTH).exitCode()).isZero();
            host.awaitState("round-0", ROUND, "ALIVE", "SLEEP");
        }
    }

    private static void awaitBeats(AttachedHost host, int many) {
        long before = beats(host);
        WatchedHost.eventually("beats", () -> assertThat(beats(host)).isGreaterThan(before + 10L * many));
    }

    private static long beats(AttachedHost host) {
        Object beats = host.row("round-0", ROUND).get("heartbeats");
        return beats == null ? 0 : ((Number) beats).longValue();
    }

    /** The verdict comes first, the reason after. */
    private static void awaitStack(AttachedHost host, String loop) {
        WatchedHost.eventually(
                "a stack",
                () -> assertThat(host.row("echo-0", loop).get("stallStack").toString())
                        .contains("EchoLoops.answer"));
    }
}
