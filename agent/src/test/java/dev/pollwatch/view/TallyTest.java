package dev.pollwatch.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final List<TableRow> ROWS = Stream.of("ALIVE", "DEAD", "ALIVE", "SLEEP")
            .map(state -> new TableRow("rx", "a.B#c", 1, false, 0, state, 1000, 0, 1000, 1, "", ""))
            .toList();

    private static List<String> tally(int width, Look.Paint paint) {
        return new Tally(new Look(width, "…", paint))
                .say("12:00:00")
                .threads(ROWS)
                .lines("q ends");
    }

    @Test
    void countsTheRowsByStateInOneLine() {
        assertThat(tally(0, Look.PLAIN.paint()))
                .containsExactly("12:00:00   4 threads: 1 DEAD, 2 ALIVE, 1 SLEEP   q ends");
    }

    @Test
    void breaksBetweenCountsAndSparesTheHint() {
        assertThat(tally(32, Look.PLAIN.paint()))
                .containsExactly("12:00:00   4 threads: 1 DEAD,", "2 ALIVE, 1 SLEEP   q ends");
        assertThat(tally(24, Look.PLAIN.paint())).containsExactly("12:00:00", "4 threads: 1 DEAD,", "2 ALIVE, 1 SLEEP");
    }

    @Test
    void colourTakesNoRoom() {
        assertThat(tally(32, (state, text) -> state.isEmpty() ? text : "<" + text + ">"))
                .containsExactly("12:00:00   4 threads: <1 DEAD>,", "<2 ALIVE>, <1 SLEEP>   q ends");
    }
}
