package dev.pollwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.view.Look;
import dev.pollwatch.view.TableRow;
import dev.pollwatch.view.Whole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WatchFrameTest {

    private static final Whole WHOLE = new Whole("1.0.0", 4711, 0, 1000, 1000, 2000, false, 10, 0, 0, 0, List.of());

    private static HostStatus status(int alive, int dead) {
        List<TableRow> rows = new ArrayList<>();
        for (int i = 0; i < alive + dead; i++) {
            boolean isDead = i >= alive;
            rows.add(new TableRow(
                    "rx-" + i,
                    "com.acme.Rx#poll",
                    i,
                    false,
                    0,
                    isDead ? "DEAD" : "ALIVE",
                    1000,
                    1,
                    1,
                    0,
                    isDead ? "SPINNING at Rx.spin(Rx.java:7)" : "",
                    ""));
        }
        return new HostStatus(WHOLE, "", List.of(), rows);
    }

    private static List<String> frame(HostStatus status, int columns, int lines) {
        Look look = new Look(columns, "…", Look.PLAIN.paint());
        return new WatchFrame(status, "12:00:00", "q ends", look).lines(lines);
    }

    @Test
    void showsAllRowsInTheirOrderWhereThereIsRoom() {
        List<String> lines = frame(status(2, 1), 200, 24);

        assertThat(lines).hasSize(7);
        assertThat(lines.get(1)).isEqualTo("12:00:00   3 threads: 1 DEAD, 2 ALIVE   q ends");
        assertThat(lines.get(4)).startsWith("rx-0 ");
        assertThat(lines.get(6)).startsWith("rx-2 ").endsWith("SPINNING at Rx.spin(Rx.java:7)");
    }

    @Test
    void showsTheDeadFirstAndCountsTheRestWhereThereIsNotEnough() {
        List<String> lines = frame(status(297, 3), 80, 24);

        assertThat(lines).hasSize(24).allMatch(line -> line.length() <= 80);
        assertThat(lines.get(4)).startsWith("rx-297 ").contains(" DEAD ");
        assertThat(lines.get(5)).isEqualTo("    SPINNING at Rx.spin(Rx.java:7)");
        assertThat(lines.get(10)).startsWith("rx-0 ");
        assertThat(lines.get(23)).isEqualTo("… 284 more: 284 ALIVE");
    }

    @Test
    void isNeverHigherThanTheTerminal() {
        for (int height = 1; height < 40; height++) {
            assertThat(frame(status(5, 10), 80, height)).hasSizeLessThanOrEqualTo(height);
        }
    }

    @Test
    void saysThatThereIsNoThreadYet() {
        assertThat(frame(HostStatus.waiting("1.0.0", 4711), 80, 24))
                .containsExactly("Pollwatch 1.0.0   pid 4711", "12:00:00   q ends", "", "There is no poll thread yet.");
    }

    @ParameterizedTest
    @CsvSource({"80,24,2", "80,24,297", "80,50,297", "200,50,2", "200,50,297", "40,10,297", "20,5,297"})
    void keepsToItsSizeWithADeadThreadAndTheCountsInView(int columns, int height, int alive) {
        WatchFrame frame = new WatchFrame(
                status(alive, 3),
                "12:00:00   NO ANSWER FOR 10m3s",
                "q ends",
                new Look(columns, "…", Look.PLAIN.paint()));

        List<String> lines = frame.lines(height);

        assertThat(lines).hasSizeLessThanOrEqualTo(height).allMatch(line -> line.length() <= columns, "fits");
        assertThat(String.join(" ", lines)).contains(alive + 3 + " threads: 3 DEAD,");
        assertThat(lines).anyMatch(line -> line.matches(".* DEAD\\b.*") && !line.contains("threads"));
    }

    @Test
    void givesUpTheHeaderBeforeTheCountsAndTheDead() {
        assertThat(frame(status(297, 3), 80, 5))
                .containsExactly(
                        "12:00:00   300 threads: 3 DEAD, 297 ALIVE   q ends",
                        "THREAD  LOOP              TID  CORE  STATE  SINCE  BEATS/S  LAST BEAT  STALLS",
                        "rx-297  com.acme.Rx#poll  297     0  DEAD   1s           1        1ms       0",
                        "    SPINNING at Rx.spin(Rx.java:7)",
                        "… 299 more: 2 DEAD, 297 ALIVE");
    }

    @Test
    void leavesTheHintOutWhereItHasNoRoom() {
        WatchFrame frame = new WatchFrame(status(2, 1), "12:00:00", "q ends", new Look(42, "…", Look.PLAIN.paint()));

        assertThat(frame.lines(24)).contains("12:00:00   3 threads: 1 DEAD, 2 ALIVE");
    }
}
