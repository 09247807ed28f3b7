package dev.pollwatch.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthTableTest {

    private static final String WHY =
            "BLOCKED on AdminLock$Monitor@4393cf2c held by \"admin-0\" at AdminLock.acquireAndRelease(AdminLock.java:50)";
    private static final List<TableRow> ROWS = List.of(
            row("rx-0", "com.example.forwarder.RxLoop#run", "ALIVE", ""),
            row("nioEventLoopGroup-2-17", "io.netty.channel.nio.NioEventLoop#run", "DEAD", WHY),
            row("日本語のスレッド", "com.example.forwarder.ControlLoop#run", "SLEEP", ""));

    private static TableRow row(String thread, String loop, String state, String diagnosis) {
        return new TableRow(thread, loop, 4731, false, 3, state, 12_000, 1_204_551, 0, 1, diagnosis, "");
    }

    private static Look look(int width) {
        return new Look(width, "…", (state, text) -> text);
    }

    private static List<String> lines(List<TableRow> rows, Look look) {
        HealthTable table = new HealthTable(rows, look);
        List<String> lines = new ArrayList<>(List.of(table.titles()));
        for (int row = 0; row < rows.size(); row++) {
            lines.addAll(table.lines(row));
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 40, 60, 80, 100, 120, 160, 200, 300})
    void neverIsWiderThanTheTerminal(int width) {
        assertThat(lines(ROWS, look(width))).allMatch(line -> TextWidth.of(line) <= width, "fits");
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 200})
    void alwaysShowsTheStateAndWhereADeadThreadHangs(int width) {
        String text = String.join("\n", lines(ROWS, look(width)));

        assertThat(text).contains("STATE", "ALIVE", "DEAD", "SLEEP", "AdminLock.java:50");
    }

    @Test
    void isWholeWhereThereIsRoomOrNoLimit() {
        assertThat(lines(ROWS, look(300))).isEqualTo(lines(ROWS, Look.PLAIN));
        assertThat(lines(ROWS, Look.PLAIN).get(2)).endsWith("  " + WHY);
    }

    @Test
    void setsDiagnosesBelowThenShortensNamesThenLeavesColumnsOut() {
        assertThat(lines(ROWS, look(80))).isEqualTo("""
                        THREAD        LOOP               TID  STATE  SINCE    BEATS/S  LAST BEAT  STALLS
                        rx-0          …RxLoop#run       4731  ALIVE  12s    1 204 551       <1ms       1
                        nioEv…p-2-17  …ioEventLoop#run  4731  DEAD   12s    1 204 551       <1ms       1
                            BLOCKED on AdminLock$Monitor@4393cf2c held by "admin-0" at
                            AdminLock.acquireAndRelease(AdminLock.java:50)
                        日本…レッド   …ControlLoop#run  4731  SLEEP  12s    1 204 551       <1ms       1""".lines().toList());
    }

    @Test
    void keepsTheEndOfADiagnosisWhereItMayHaveOneLine() {
        List<String> lines = new HealthTable(ROWS, look(80)).briefLines(1);

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1))
                .hasSize(80)
                .startsWith("    BLOCKED on ")
                .contains("…")
                .endsWith("AdminLock.java:50)");
    }

    @Test
    void paintsTheStateAndNothingElse() {
        Look painted = new Look(0, "…", (state, text) -> "<" + state + ":" + text + ">");

        assertThat(lines(ROWS, painted).get(2)).contains("  3  <DEAD:DEAD>   12s  ");
        assertThat(lines(ROWS, painted).get(1)).contains("  3  <ALIVE:ALIVE>  12s  ");
    }

    @Test
    void measuresCharactersThatTakeTwoColumnsOrNone() {
        assertThat(TextWidth.of("日本語")).isEqualTo(6);
        assertThat(TextWidth.of("🚀")).isEqualTo(2);
        assertThat(TextWidth.of("e\u0301")).isEqualTo(1);
        assertThat(TextWidth.ends("日本語", 4, "…")).isEqualTo("…語");
        assertThat(TextWidth.head("日本語", 4, "…")).isEqualTo("日…");
        assertThat(TextWidth.tail("日本語", 6, "…")).isEqualTo("日本語");
        assertThat(TextWidth.of("🟢⏳⚓")).isEqualTo(6);
    }

    @Test
    void cutsNoCharacterFromWhatStandsOnIt() {
        assertThat(TextWidth.tail("abce\u0301f", 3, "…")).isEqualTo("…e\u0301f");
        assertThat(TextWidth.tail("abce\u0301f", 2, "…")).isEqualTo("…f");
        assertThat(TextWidth.head("👩\u200d👧abc", 3, "…")).isEqualTo("👩…");
    }

    @Test
    void breaksTheLineOnTheWholeBetweenItsParts() {
        Whole whole = new Whole("1.0.0", 4711, 0, 11_520_000, 1000, 2000, false, 10, 2, 1400, 0, List.of());

        assertThat(StatusText.header(whole, look(80)))
                .containsExactly(
                        "Pollwatch 1.0.0   pid 4711   interval 1s   dead after 2s   up 3h12m", "host pauses 2 (1.4s)");
        assertThat(StatusText.header(whole, look(200))).hasSize(1);
    }

    @Test
    void printsAStackOnceThatManyHave() {
        List<TableRow> rows = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            rows.add(new TableRow(
                    "rx-" + i, "a.B#c", 1, false, 0, "DEAD", 1000, 0, 1000, 1, "SPINNING", "a.B.c(B.java:7)"));
        }
        Whole whole = new Whole("1.0.0", 1, 0, 0, 1000, 2000, false, 10, 0, 0, 0, List.of());

        assertThat(StatusText.of(whole, rows, Look.PLAIN))
                .endsWith("\n\"rx-0\" a.B#c DEAD for 1s, and 299 more with this stack:\n    a.B.c(B.java:7)\n");
    }
}
