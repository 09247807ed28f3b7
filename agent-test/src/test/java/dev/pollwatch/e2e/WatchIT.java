package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Finished;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.Order;
import java.util.regex.Pattern;

/** The command {@code watch}, in a real pseudo-terminal and in a pipe. */
class WatchIT {

    private static final char CTRL_C = 3;
    private static final String RED = "\u001b[1;31mDEAD\u001b[0m";
    private static final String OTHER_PAGE = "\u001b[?1049h";
    private static final String FIRST_PAGE = "\u001b[?1049l";
    private static final Pattern LAST_STALL = Pattern.compile("last stall [0-9.]+m?s: [A-Z_]+");
    private static final int ENDED = 3;

    @ForEachJdk
    void shouldShowChangesInColourAndEndOnQWithTheTerminalRestored(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "");
                HostProcess terminal = terminal(Host.on(jdk), host)) {
            terminal.awaitOut("the first picture", line -> line.contains("There is no poll thread yet"));
            host.run("rx", "busy", Order.GO, "rx");
            terminal.awaitOut("rx alive", line -> line.contains("rx ") && line.contains("\u001b[32mALIVE\u001b[0m"));
            host.run("tx", "busy", Order.THROW, "tx");
            terminal.awaitOut("tx dead", line -> line.contains("tx ") && line.contains(RED));

            terminal.type('q');

            Finished end = terminal.awaitEnd();
            assertThat(end.out()).contains("exit 0", "restored");
            assertThat(String.join("\n", end.out())).contains(OTHER_PAGE).contains(FIRST_PAGE);
        }
    }

    @ForEachJdk
    void shouldEndOnCtrlCWithTheTerminalRestored(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "");
                HostProcess terminal = terminal(Host.on(jdk), host)) {
            terminal.awaitOut("the first picture", line -> line.contains("There is no poll thread yet"));

            terminal.type(CTRL_C);

            Finished end = terminal.awaitEnd();
            assertThat(end.out()).contains("exit 130", "restored").anyMatch(line -> line.contains(FIRST_PAGE));
        }
    }

    @ForEachJdk
    void shouldGoOnWhenAThreadHasRecoveredAndSayWhyItStalled(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "");
                HostProcess watch = Host.on(jdk.other())
                        .startAgentJar("watch", Long.toString(host.process().pid()))) {
            WatchedRow row = host.run("busy", Order.GO).await("ALIVE");
            row.order(Order.STALL).await("DEAD");
            WatchedHost.eventually(
                    "a diagnosis",
                    () -> assertThat((String) row.attribute("diagnosis")).isNotEmpty());
            row.order(Order.GO).await("ALIVE");
            watch.awaitOut(
                    "the stall that is over",
                    line -> line.startsWith(row.thread() + " ")
                            && LAST_STALL.matcher(line).find());
            host.run("tx", "busy", Order.THROW, "tx");

            watch.awaitOut("what came after it", line -> line.startsWith("tx ") && line.contains("  DEAD  "));
        }
    }

    @ForEachJdk
    void shouldSayThatTheHostHasEnded(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "");
                HostProcess terminal = terminal(Host.on(jdk), host)) {
            terminal.awaitOut("the first picture", line -> line.contains("There is no poll thread yet"));

            host.process().endInput();

            Finished end = terminal.awaitEnd();
            assertThat(end.out())
                    .contains("exit 3", "restored")
                    .anyMatch(line -> line.contains("The JVM " + host.process().pid() + " has ended"));
        }
    }

    @ForEachJdk
    void shouldLeaveOutTheColoursForThoseWhoWantNone(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "");
                HostProcess terminal = terminal(Host.on(jdk).environment("NO_COLOR", "1"), host)) {
            host.run("tx", "busy", Order.THROW, "tx");
            terminal.awaitOut("tx dead", line -> line.contains("tx ") && line.contains("  DEAD  "));

            terminal.type('q');

            assertThat(terminal.awaitEnd().out()).contains("exit 0").noneMatch(line -> line.contains("\u001b[1;31m"));
        }
    }

    @ForEachJdk
    void shouldPrintPlainLinesIntoAPipeUntilTheHostEnds(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "");
                HostProcess watch = Host.on(jdk.other())
                        .startAgentJar("watch", Long.toString(host.process().pid()))) {
            host.run("rx", "busy", Order.GO, "rx");
            watch.awaitOut("rx alive", line -> line.startsWith("rx ") && line.contains("  ALIVE  "));
            host.run("tx", "busy", Order.THROW, "tx");
            watch.awaitOut("tx dead", line -> line.startsWith("tx ") && line.contains("  DEAD  "));

            host.process().endInput();

            Finished end = watch.awaitEnd();
            assertThat(end.exitCode()).as("%s", end).isEqualTo(ENDED);
            assertThat(end.out())
                    .noneMatch(line -> line.contains("\u001b"))
                    .anyMatch(line -> line.matches("\\d\\d:\\d\\d:\\d\\d   2 threads: 1 DEAD, 1 ALIVE"));
            assertThat(end.err()).contains("The JVM " + host.process().pid() + " has ended");
        }
    }

    private static HostProcess terminal(Host command, WatchedHost host) {
        return command.startInTerminal(
                100, 24, "watch", Long.toString(host.process().pid()));
    }
}
