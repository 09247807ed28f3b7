package dev.pollwatch.view;

import static dev.pollwatch.view.Rows.dead;
import static dev.pollwatch.view.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.RuleStatus;
import dev.pollwatch.keepalive.Stall;
import dev.pollwatch.keepalive.State;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HealthReportTest {

    private final FakeKeepalive keepalive = new FakeKeepalive();
    private List<RuleStatus> rules = List.of();
    private final long pid = ProcessHandle.current().pid();

    private String report() {
        return new HealthReport(keepalive, Rows.TASKS, "1.0.0", () -> rules).text();
    }

    @Test
    void namesTheRulesThatMatchedNothing() {
        rules = List.of(
                new RuleStatus("com.acme.Rx#poll", "loop", "agent argument", List.of("com.acme.Rx#poll"), 1, List.of()),
                new RuleStatus("com.acme.Rx#pol", "loop", "agent argument", List.of(), 0, List.of()),
                new RuleStatus("com.acme.Rx#wait\n", "sleep", "agent argument", List.of(), 0, List.of()));

        assertThat(report())
                .endsWith("\nrules that no loaded class has answered to: loop=com.acme.Rx#pol,"
                        + " sleep=com.acme.Rx#wait\\u000a\n");
    }

    @Test
    void shouldStillSayWhyAThreadStalledThatHasRecovered() {
        Stall blocked = new Stall(0, 14_100_000_000L, true, Diagnosis.of("BLOCKED", "on Table@1f2e"));
        Stall untold = new Stall(0, 3_000_000_000L, true, Diagnosis.NONE);
        Row inner = row(3, "rx-2", State.SLEEP, 4733, 1, Diagnosis.of("", "in com.acme.Rx#drain"));
        keepalive.show(
                Rows.recovered(row(1, "rx-0", State.ALIVE), blocked, untold),
                Rows.recovered(row(2, "rx-1", State.ALIVE), untold),
                Rows.recovered(inner, blocked));

        assertThat(report().lines())
                .anyMatch(line -> line.matches("rx-0 .* ALIVE .* 2  last stall 14.1s: BLOCKED on Table@1f2e"))
                .anyMatch(line -> line.matches("rx-1 .* ALIVE .* 1  last stall 3s"))
                .anyMatch(
                        line -> line.matches("rx-2 .* SLEEP .* 1  in com.acme.Rx#drain; last stall 14.1s: BLOCKED .*"));
    }

    @Test
    void showsTheTableOfTheDesign() {
        keepalive.hostPauses = 2;
        keepalive.hostPause = Duration.ofMillis(1400);
        keepalive.show(
                row(1, "rx-0", State.ALIVE),
                dead(
                        2,
                        "rx-1",
                        Diagnosis.of("BLOCKED", "on Table@1f2e held by \"admin-1\" at Table.lookup(Table.java:88)")),
                row(3, "spare", State.UNUSED, -1, 1, Diagnosis.NONE));

        assertThat(report())
                .isEqualTo("Pollwatch 1.0.0   pid " + pid
                        + "   interval 1s   dead after 2s   up 3h12m   host pauses 2 (1.4s)\n"
                        + """

                        THREAD  LOOP               TID  CORE  STATE   SINCE    BEATS/S  LAST BEAT  STALLS  DIAGNOSIS
                        rx-0    com.acme.Rx#poll  4731     3  ALIVE   12s    1 204 551       <1ms       0
                        rx-1    com.acme.Rx#poll  4732     3  DEAD    12s            0      14.1s       1  BLOCKED on Table@1f2e held by "admin-1" at Table.lookup(Table.java:88)
                        spare   com.acme.Rx#poll     -     -  UNUSED  12s    1 204 551          -       0
                        """);
    }

    @Test
    void showsVirtualWhereATidWouldStand() {
        keepalive.show(Rows.virtual(row(1, "virtual", State.ALIVE)));

        assertThat(report()).contains("\nvirtual  com.acme.Rx#poll  virtual     -  ALIVE ");
    }

    @Test
    void saysSoWhenThereIsNoThread() {
        assertThat(report()).contains("host pauses 0\n").endsWith("no thread has entered a woven poll loop.\n");
    }

    @Test
    void saysWhatIsWrongWithTheWatcherItself() {
        keepalive.overflow = 3;
        keepalive.lastCheckAge = Duration.ofSeconds(7);
        assertThat(report()).contains("   NOT CHECKED FOR 7s   threads without a row 3\n");
        keepalive.paused = true;
        assertThat(report()).contains("   PAUSED   threads without a row 3\n");
    }

    @Test
    void printsTheStackOfADeadThreadBelow() {
        String frames = IntStream.range(0, 20)
                .mapToObj(i -> "at com.acme.Rx.m" + i + "(Rx.java:" + i + ")")
                .collect(Collectors.joining("\n"));
        keepalive.show(dead(1, "rx-1", new Diagnosis("SPINNING", "It spins.", frames)));

        List<String> lines = report().lines().toList();

        assertThat(lines).contains("\"rx-1\" com.acme.Rx#poll DEAD for 12s:", "    at com.acme.Rx.m11(Rx.java:11)");
        assertThat(lines).doesNotContain("    at com.acme.Rx.m12(Rx.java:12)").endsWith("    … 8 more");
    }

    @Test
    void keepsEachHostileNameInOneShortRow() {
        Row[] rows = IntStream.range(0, Rows.HOSTILE_NAMES.size())
                .mapToObj(i -> row(i, Rows.HOSTILE_NAMES.get(i), State.ALIVE))
                .toArray(Row[]::new);
        keepalive.show(rows);

        List<String> lines = report().lines().toList();

        assertThat(lines).hasSize(3 + rows.length);
        assertThat(lines).allMatch(line -> line.length() < 250);
        assertThat(String.join("", lines)).doesNotContain("\u001B", "\u202E").contains("xxx…", "\\u000a{}");
    }
}
