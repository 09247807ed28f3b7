package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Finished;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.hosts.Order;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The commands {@code status} and {@code watch} in terminals of 80 and 200 columns, of hosts with few and with many poll threads, and in pipes. */
class TerminalSizesIT {

    private static final int[] WIDTHS = {80, 200};
    private static final int LINES = 24;
    private static final int MANY = 300;
    private static final String LONG_NAME =
            "a-receiver-whose-name-has-more-than-eighty-characters-and-differs-from-others-at-its-end-17";
    private static final String FIRST_PAGE = "\u001b[?1049l";
    private static final String OTHER_PAGE = "\u001b[?1049h";
    private static final String TOP = "\u001b[H";

    /** Clears the rest of a line: with it each one of a picture begins. */
    private static final String LINE = "\u001b[K";

    private static final Pattern STEERING = Pattern.compile("\u001b\\[[0-9?;]*[A-Za-z]");
    private static final char CTRL_C = 3;
    private static final char CTRL_Z = 26;

    @ForEachJdk
    void shouldFitWithThreeThreads(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            populate(jdk, host, 3);
            for (int columns : WIDTHS) {
                List<String> status = status(jdk, host, columns);
                assertThat(status).anyMatch(line -> line.contains("  DEAD  ")).contains("exit 2", "restored");
                List<String> watch = watch(jdk, host, columns, 'q', "exit 0");
                assertThat(watch).anyMatch(line -> line.endsWith("3 threads: 1 DEAD, 2 SLEEP"));
            }
        }
    }

    @ForEachJdk
    void shouldKeepTheDeadAndTheCountsOfManyThreadsInViewAndPrintEachInAPipe(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(jdk, "")) {
            populate(jdk, host, MANY);
            String counts = "300 threads: 1 DEAD, 299 SLEEP";
            for (int columns : WIDTHS) {
                List<String> status = status(jdk, host, columns);
                assertThat(status.subList(status.size() - LINES, status.size()))
                        .contains(counts, "exit 2")
                        .anyMatch(line -> line.contains("  DEAD  "));

                List<String> watch = watch(jdk, host, columns, CTRL_C, "exit 130");
                assertThat(watch)
                        .anyMatch(line -> line.endsWith(counts))
                        .anyMatch(line -> line.contains("  DEAD  "))
                        .anyMatch(line -> line.matches(". \\d+ more: 2\\d\\d SLEEP"));
            }
            assertEveryRowInAPipe(jdk, host);
        }
    }

    private static void assertEveryRowInAPipe(Jdk jdk, WatchedHost host) {
        Finished piped = Host.on(jdk.other())
                .environment("LC_ALL", "C")
                .runAgentJar("status", Long.toString(host.process().pid()));

        assertThat(piped.exitCode()).as("%s", piped).isEqualTo(2);
        assertThat(piped.err()).isEmpty();
        assertThat(piped.out()).noneMatch(line -> line.contains("\u001b") || line.contains("threads:"));
        assertThat(piped.out().stream().filter(line -> line.contains("  SLEEP  ")))
                .hasSize(MANY - 1)
                .anyMatch(line -> line.startsWith("empf\\u00e4nger "));
        assertThat(piped.out()).anyMatch(line -> line.matches("a-receiver-[^ ]*~[^ ]*end-17 .* THREW .*"));
    }

    private static void populate(Jdk jdk, WatchedHost host, int threads) {
        host.run("dead", "busy", Order.THROW, LONG_NAME);
        host.run("other", "sleeping", Order.GO, "empf\u00e4nger");
        for (int i = 2; i < threads; i++) {
            host.run("rx" + i, "sleeping", Order.GO, "rx-" + i);
        }
        WatchedHost.eventually("all settled", () -> {
            Finished status = Host.on(jdk)
                    .runAgentJar("status", Long.toString(host.process().pid()));
            assertThat(status.out().stream().filter(line -> line.contains("  SLEEP  ")))
                    .hasSize(threads - 1);
            assertThat(status.out()).anyMatch(line -> line.contains("  DEAD  "));
        });
    }

    private static List<String> status(Jdk jdk, WatchedHost host, int columns) {
        try (HostProcess terminal = Host.on(jdk)
                .startInTerminal(
                        columns, LINES, "status", Long.toString(host.process().pid()))) {
            return fitting(String.join("\n", terminal.awaitEnd().out()), columns);
        }
    }

    /** Looks at every picture, and returns what is left on the terminal in the end. */
    private static List<String> watch(Jdk jdk, WatchedHost host, int columns, char key, String exit) {
        try (HostProcess terminal = Host.on(jdk)
                .startInTerminal(
                        columns, LINES, "watch", Long.toString(host.process().pid()))) {
            terminal.awaitOut("a picture", line -> line.contains("DEAD"));
            // Where no shell could have it go on, it goes on by itself.
            terminal.type(CTRL_Z);
            terminal.awaitOut("the first page", line -> line.contains(FIRST_PAGE));
            terminal.awaitOut(
                    "the other page again",
                    line -> line.contains(FIRST_PAGE) && line.lastIndexOf(OTHER_PAGE) > line.indexOf(FIRST_PAGE));
            terminal.type(key);

            Finished end = terminal.awaitEnd();
            String all = String.join("\n", end.out());
            int left = all.lastIndexOf(FIRST_PAGE);
            List<String> pictures = Arrays.asList(all.substring(0, left).split(Pattern.quote(TOP)));
            assertThat(pictures).hasSizeGreaterThan(2);
            for (String picture : pictures) {
                fitting(picture, columns);
                assertThat(picture.split(Pattern.quote(LINE), -1)).hasSizeLessThanOrEqualTo(1 + LINES);
            }
            List<String> kept = fitting(all.substring(left), columns);
            assertThat(kept).contains(exit, "restored");
            return kept;
        }
    }

    private static List<String> fitting(String text, int columns) {
        List<String> lines = STEERING.matcher(text).replaceAll("").lines().toList();
        assertThat(lines).allMatch(line -> line.length() <= columns, "fits " + columns);
        return lines;
    }
}
