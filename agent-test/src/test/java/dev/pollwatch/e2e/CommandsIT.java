package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.pollwatch.e2e.harness.Apart;
import dev.pollwatch.e2e.harness.CommandLineTool;
import dev.pollwatch.e2e.harness.Finished;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.TestPaths;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.LoopHost;
import dev.pollwatch.hosts.Order;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The commands {@code list} and {@code acknowledge}, and what all commands say of whom they cannot ask. */
class CommandsIT {

    private static final int CANNOT = 3;
    private static final int REFUSED = 2;
    private static final int DEAD = 2;
    private static final String LOST = "Standard output could not be written";
    private static final String OLDER_HEALTH =
            "{\"status\":\"UP\",\"threads\":0,\"lastCheckAgeMillis\":1,\"deadThreads\":[]}";

    @ForEachJdk
    void shouldListJvmsWithAndWithoutPollwatchAndTouchNoneOfTheLatter(Jdk jdk) throws IOException {
        try (WatchedHost watched = WatchedHost.start(jdk, "");
                HostProcess other = Host.on(jdk).start(LoopHost.class)) {
            other.awaitReady();
            watched.process().awaitReady();

            Finished list = Host.on(jdk.other()).runAgentJar("list");

            assertThat(list.exitCode()).as("%s", list).isZero();
            assertThat(list.out().get(0)).matches(" *PID +USER +POLLWATCH +ADDRESS +PROGRAM");
            assertThat(list.out())
                    .anyMatch(line -> line.matches(" *" + watched.process().pid() + " .* " + TestPaths.version() + " +"
                            + watched.http().address() + "/? +" + LoopHost.class.getName()))
                    .anyMatch(line -> line.matches(" *" + other.pid() + " +\\S+ +- +" + LoopHost.class.getName()));
            assertThat(threadNames(other.pid())).doesNotContain("Attach Listener");
        }
    }

    @ForEachJdk
    void shouldAcknowledgeARowByItsKeyOrItsThread(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            String pid = Long.toString(host.process().pid());
            WatchedRow first = host.run("busy", Order.THROW).await("DEAD");
            WatchedRow second = host.run("busy", Order.THROW).await("DEAD");
            WatchedRow alive = host.run("busy", Order.GO).await("ALIVE");

            Finished byKey = Host.on(jdk.other()).runAgentJar("acknowledge", pid, first.key());
            assertThat(byKey.exitCode()).as("%s", byKey).isZero();
            assertThat(byKey.out()).containsExactly(first.key() + " is UNUSED from now on");
            first.await("UNUSED");
            assertThat(Host.on(jdk)
                            .runAgentJar("acknowledge", pid, second.thread())
                            .exitCode())
                    .isZero();
            second.await("UNUSED");

            assertRefused(
                    Host.on(jdk).runAgentJar("acknowledge", pid, alive.key()), REFUSED, "only a row that is DEAD");
            assertRefused(Host.on(jdk).runAgentJar("acknowledge", pid, "nobody"), REFUSED, "There is no row nobody");
        }
    }

    @ForEachJdk
    void shouldSayThatOutputWasLost(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            host.run("busy", Order.THROW).await("DEAD");
            String pid = Long.toString(host.process().pid());

            assertRefused(intoAFullDisk(jdk, "list"), CANNOT, LOST);
            assertRefused(intoAFullDisk(jdk, "--help"), CANNOT, LOST);
            assertRefused(intoAFullDisk(jdk, "watch", pid), CANNOT, LOST);
            // How the threads are it says all the same.
            assertRefused(intoAFullDisk(jdk, "status", pid), DEAD, LOST);
        }
    }

    private static Finished intoAFullDisk(Jdk jdk, String... words) {
        return Host.on(jdk)
                .under(List.of("sh", "-c", "exec \"$@\" >/dev/full", "sh"))
                .runAgentJar(words);
    }

    @ForEachJdk
    void shouldNeverSignalWhatIsNoJvm(Jdk jdk) throws IOException {
        CommandLineTool sleep = CommandLineTool.need("sleep", any -> true, "it is in coreutils");
        Process process = new ProcessBuilder(sleep.path().toString(), "100").start();
        try {
            String pid = Long.toString(process.pid());
            assertRefused(Host.on(jdk).runAgentJar("status", pid), CANNOT, "(sleep) is no HotSpot JVM");
            assertRefused(Host.on(jdk).runAgentJar("watch", pid), CANNOT, "(sleep) is no HotSpot JVM");
            assertRefused(Host.on(jdk).runAgentJar("acknowledge", pid, "rx"), CANNOT, "(sleep) is no HotSpot JVM");
            assertThat(Host.on(jdk).runAgentJar("list").exitCode()).isZero();
            assertThat(process.isAlive()).isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @ForEachJdk
    void shouldSayThatThereIsNoPollwatchInTheJvm(Jdk jdk) {
        try (HostProcess host = Host.on(jdk).start(LoopHost.class)) {
            host.awaitReady();
            String pid = Long.toString(host.pid());
            String remedy =
                    "There is no Pollwatch in the JVM " + pid + "; bring it in by java -jar pollwatch-agent.jar";
            assertRefused(Host.on(jdk).runAgentJar("status", pid), CANNOT, remedy);
            assertRefused(Host.on(jdk).runAgentJar("watch", pid), CANNOT, remedy);
            assertRefused(Host.on(jdk).runAgentJar("acknowledge", pid, "rx"), CANNOT, remedy);
        }
    }

    @ForEachJdk
    void shouldNameTheAddressAsTheOtherWayWhereAttachingIsDisabled(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(Host.on(jdk).jvm("-XX:+DisableAttachMechanism"), "")) {
            host.run("busy", Order.GO).await("ALIVE");
            String pid = Long.toString(host.process().pid());

            assertRefused(
                    Host.on(jdk).runAgentJar("status", pid), CANNOT, "or give the address that its agent's log names");
            Finished byAddress = Host.on(jdk).runAgentJar("status", host.http().address());
            assertThat(byAddress.exitCode()).as("%s", byAddress).isZero();
            assertThat(byAddress.out().get(0)).contains("pid " + pid);
        }
    }

    @ForEachJdk
    void shouldSayWhoseTheProcessIs(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            host.process().awaitReady();
            Finished status = Host.on(jdk)
                    .under(Apart.asAnotherUser())
                    .runAgentJar("status", Long.toString(host.process().pid()));
            assertRefused(status, CANNOT, "runs as the user 0");
        }
    }

    @ForEachJdk
    void shouldSayThatTheProcessIsInAnotherContainer(Jdk jdk) {
        try (HostProcess host = Host.on(jdk).under(Apart.withOwnPids()).start(LoopHost.class)) {
            host.awaitReady();
            assertRefused(
                    Host.on(jdk).runAgentJar("status", Long.toString(Apart.inside(host))),
                    CANNOT,
                    "is in another container (PID namespace)");
        }
    }

    @ForEachJdk
    void shouldSayThatTheHostHasANetworkOfItsOwn(Jdk jdk) {
        try (WatchedHost here = WatchedHost.start(jdk, "")) {
            String port = here.http().address().replaceAll(".*:", "");
            Host apart = Host.on(jdk).under(Apart.withOwnNetwork()).agent("http=127.0.0.1:" + port);
            // The same address means another agent there than here.
            try (HostProcess there = apart.start(LoopHost.class)) {
                there.awaitReady();
                there.awaitErr("its address", line -> line.contains("status at http://127.0.0.1:" + port));
                assertRefused(
                        Host.on(jdk).runAgentJar("status", Long.toString(there.pid())),
                        CANNOT,
                        "the process " + here.process().pid() + " answers and not " + there.pid());
            }
        }
    }

    @ForEachJdk
    void shouldTellAPollwatchFromWhateverElseAnswers(Jdk jdk) throws IOException {
        assertRefused(status(jdk, "404 not found", 404), CANNOT, "is no Pollwatch");
        assertRefused(status(jdk, "hello\u001b[31m", 200), CANNOT, "is no Pollwatch (its answer is no JSON)");
        assertRefused(status(jdk, "{\"status\":\"green\u001b[31m\"}", 200), CANNOT, "is no Pollwatch");
        assertRefused(status(jdk, OLDER_HEALTH, 200), CANNOT, "is of an older version than this command");
        assertRefused(
                Host.on(jdk).runAgentJar("status", "http://127.0.0.1:1/"),
                CANNOT,
                "Nobody listens at http://127.0.0.1:1/");
    }

    @ForEachJdk
    void shouldEndWithCannotTellWhereTheQuestionIsMisspelt(Jdk jdk) {
        for (String[] misspelt : new String[][] {
            {"status"}, {"status", "x"}, {"status", "http://"}, {"status", "1", "--jsno"}, {"watch", "0"},
        }) {
            Finished command = Host.on(jdk).runAgentJar(misspelt);
            assertThat(command.exitCode()).as("%s", command).isEqualTo(CANNOT);
            assertThat(command.out()).isEmpty();
        }
        for (String command : List.of("list", "status", "watch", "acknowledge", "attach")) {
            Finished help = Host.on(jdk).runAgentJar(command, "--help");
            assertThat(help.exitCode()).isZero();
            assertThat(help.out()).anyMatch(line -> line.contains("java -jar pollwatch-agent.jar " + command));
        }
    }

    private static Finished status(Jdk jdk, String answer, int code) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            return Host.on(jdk)
                    .runAgentJar(
                            "status", "http://127.0.0.1:" + server.getAddress().getPort() + "/");
        } finally {
            server.stop(0);
        }
    }

    private static void assertRefused(Finished command, int code, String why) {
        assertThat(command.exitCode()).as("%s", command).isEqualTo(code);
        assertThat(command.out()).isEmpty();
        assertThat(command.err()).hasSize(1);
        assertThat(command.err().get(0)).contains(why).doesNotContain("\u001b");
    }

    private static List<String> threadNames(long pid) throws IOException {
        try (var tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return tasks.map(CommandsIT::name).toList();
        }
    }

    private static String name(Path task) {
        try {
            return Files.readString(task.resolve("comm")).strip();
        } catch (IOException ended) {
            return "";
        }
    }
}
