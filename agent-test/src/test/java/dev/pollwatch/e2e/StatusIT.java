package dev.pollwatch.e2e;

import static dev.pollwatch.e2e.harness.WatchedHost.loop;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.pollwatch.e2e.harness.Finished;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Json;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.hosts.LoopHost;
import dev.pollwatch.hosts.Order;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The command {@code status}: the table, JSON and the exit codes that scripts go by; from a JDK other than the host's. */
class StatusIT {

    private static final int ALL_WELL = 0;
    private static final int DEAD = 2;
    private static final String WATCHED = "interval=200ms,loop=" + loop("busy") + ",loop=" + loop("sleeping");

    @ForEachJdk
    void shouldTellByItsExitCodeWhetherAThreadIsDead(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            Finished none = status(jdk, host.process());
            assertThat(none.exitCode()).as("%s", none).isEqualTo(ALL_WELL);
            assertThat(none.out()).anyMatch(line -> line.startsWith("There is no poll thread yet"));

            host.run("rx", "busy", Order.GO, "rx").await("ALIVE");
            Finished well = status(jdk, host.process());
            assertThat(well.exitCode()).as("%s", well).isEqualTo(ALL_WELL);
            assertThat(well.out().get(0))
                    .startsWith("Pollwatch 1.0.0   pid " + host.process().pid() + "   interval 200ms   ");
            assertThat(well.out()).anyMatch(line -> line.startsWith("THREAD ") && line.endsWith("  DIAGNOSIS"));

            host.run("tx", "busy", Order.THROW, "tx").await("DEAD");
            Finished dead = status(jdk, host.process());
            assertThat(dead.exitCode()).as("%s", dead).isEqualTo(DEAD);
            assertThat(dead.out())
                    .anyMatch(line -> line.startsWith("tx ") && line.contains(" DEAD ") && line.contains(" THREW "))
                    .anyMatch(line -> line.matches(" +dev\\.pollwatch\\.hosts\\.PollLoops\\.busy\\(.*"));
            assertThat(dead.err()).isEmpty();
        }
    }

    @ForEachJdk
    void shouldOpenNothingInAHostThatAnswersOverHttp(Jdk jdk) throws IOException, AttachNotSupportedException {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            host.run("rx", "busy", Order.GO, "rx").await("ALIVE");

            assertThat(status(jdk, host.process()).exitCode()).isEqualTo(ALL_WELL);
            assertThat(connector(host.process())).isNull();
        }
    }

    @ForEachJdk
    void shouldAskOverJmxWhereThereIsNoHttp(Jdk jdk) throws IOException, AttachNotSupportedException {
        try (HostProcess host = Host.on(jdk).agent("http=off," + WATCHED).start(LoopHost.class)) {
            host.awaitReady();
            host.command("run a busy GO rx");
            awaitLogged(host, "\"rx\" " + loop("busy") + " UNUSED -> ALIVE");
            host.command("run b busy THROW tx");
            awaitLogged(host, "\"tx\" " + loop("busy") + " UNUSED -> DEAD");

            Finished table = status(jdk, host);

            assertThat(table.exitCode()).as("%s", table).isEqualTo(DEAD);
            assertThat(table.out())
                    .anyMatch(line -> line.startsWith("tx ") && line.contains(" DEAD ") && line.contains(" THREW "));
            assertThat(table.out())
                    .as("by name, as over HTTP")
                    .extracting(line -> line.split(" ")[0])
                    .containsSubsequence("rx", "tx");
            assertThat(connector(host)).isNotNull();
        }
    }

    @ForEachJdk
    void shouldPrintTheSameJsonByEitherWay(Jdk jdk) {
        String agent = WATCHED + ",loop=com.acme.Typo#run";
        try (HostProcess http = Host.on(jdk).agent("http=0," + agent).start(LoopHost.class);
                HostProcess jmx = Host.on(jdk).agent("http=off," + agent).start(LoopHost.class)) {
            for (HostProcess host : List.of(http, jmx)) {
                host.awaitReady();
                host.command("run a busy THROW tx");
                awaitLogged(host, "\"tx\" " + loop("busy") + " UNUSED -> DEAD");
            }

            Map<String, Object> one = json(jdk, http);
            Map<String, Object> other = json(jdk, jmx);

            assertThat(one.keySet()).containsExactlyElementsOf(other.keySet());
            assertThat(one)
                    .containsEntry("pid", http.pid())
                    .containsEntry("threadCount", 1L)
                    .containsEntry("deadCount", 1L)
                    .containsEntry("unmatchedRules", List.of("loop=com.acme.Typo#run"));
            assertThat(other).containsEntry("unmatchedRules", List.of("loop=com.acme.Typo#run"));
            assertThat(thread(one).keySet())
                    .containsExactlyElementsOf(thread(other).keySet());
            assertThat(thread(one))
                    .containsEntry("name", "tx")
                    .containsEntry("diagnosisDetail", thread(other).get("diagnosisDetail"));
            assertThat(((List<?>) thread(one).get("lastStalls")).get(0).toString())
                    .contains("startTime", "lengthMillis", "stack");
        }
    }

    @ForEachJdk
    void shouldSayThatTheAgentWaitsForALoop(Jdk jdk) {
        try (HostProcess host = Host.on(jdk).agent("").start(LoopHost.class)) {
            host.awaitReady();
            Finished waiting = status(jdk, host);

            assertThat(waiting.exitCode()).as("%s", waiting).isEqualTo(ALL_WELL);
            assertThat(waiting.out().get(0)).isEqualTo("Pollwatch 1.0.0   pid " + host.pid());
            assertThat(waiting.out()).anyMatch(line -> line.startsWith("There is no poll thread yet"));
        }
    }

    @ForEachJdk
    void shouldLetNoNameSteerTheTerminal(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            String hostile = "\u001b[31mred\u0007\u009b2J\u202e";
            host.run("x", "busy", Order.THROW, hostile).await("DEAD");

            for (Finished shown : List.of(
                    status(jdk, host.process()),
                    Host.on(jdk)
                            .runAgentJar("status", Long.toString(host.process().pid()), "--json"))) {
                assertThat(shown.exitCode()).as("%s", shown).isEqualTo(DEAD);
                assertThat(String.join("\n", shown.out()))
                        .containsIgnoringCase("\\u001b[31mred\\u0007\\u009b2J\\u202e")
                        .doesNotContainPattern("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\u202e]");
            }
        }
    }

    @ForEachJdk
    void shouldFitTheTerminal(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            host.run(
                            "rx-with-a-name-that-takes-more-than-its-share",
                            "busy",
                            Order.THROW,
                            "rx-with-a-name-that-takes-more-than-its-share")
                    .await("DEAD");
            String pid = Long.toString(host.process().pid());

            for (int columns : new int[] {80, 200}) {
                try (HostProcess terminal =
                        Host.on(jdk).environment("NO_COLOR", "1").startInTerminal(columns, 24, "status", pid)) {
                    Finished shown = terminal.awaitEnd();

                    assertThat(shown.out()).contains("exit 2", "restored");
                    assertThat(shown.out())
                            .anyMatch(line -> line.contains("  DEAD  "))
                            .anyMatch(line -> line.contains("THREW java.lang.IllegalState"))
                            .allMatch(line -> line.length() <= columns, "fits " + columns);
                }
            }
        }
    }

    private static Finished status(Jdk jdk, HostProcess host) {
        return Host.on(jdk.other()).runAgentJar("status", Long.toString(host.pid()));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> json(Jdk jdk, HostProcess host) {
        Finished printed = Host.on(jdk.other()).runAgentJar("status", Long.toString(host.pid()), "--json");
        assertThat(printed.exitCode()).as("%s", printed).isEqualTo(DEAD);
        assertThat(printed.out()).hasSize(1);
        return (Map<String, Object>) Json.parse(printed.out().get(0));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> thread(Map<String, Object> status) {
        return (Map<String, Object>) ((List<?>) status.get("threads")).get(0);
    }

    private static void awaitLogged(HostProcess host, String text) {
        host.awaitErr(text, line -> line.contains(text));
    }

    /** Where the host's JVM would have its own JMX connector. */
    private static String connector(HostProcess host) throws IOException, AttachNotSupportedException {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(host.pid()));
        try {
            return machine.getAgentProperties().getProperty("com.sun.management.jmxremote.localConnectorAddress");
        } finally {
            machine.detach();
        }
    }
}
