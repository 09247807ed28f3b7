package dev.pollwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.view.Look;
import dev.pollwatch.view.TableRow;
import dev.pollwatch.view.Whole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
}
