package dev.pollwatch.view.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.keepalive.StateChange;
import dev.pollwatch.view.RecordingLogger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class ChangeLogTest {

    private final RecordingLogger logger = new RecordingLogger();
    private final ChangeLog log = new ChangeLog(logger);

    @Test
    void shouldWarnOfADeathWithItsDiagnosis() {
        log.stateChanged(change(
                State.ALIVE,
                State.DEAD,
                0,
                new Diagnosis("BLOCKED", "held by \"admin-1\" at Table.lookup(Table.java:88)", "a\nb")));

        assertThat(logger.lines(Level.WARN))
                .containsExactly(
                        "WARN \"rx-0\" com.acme.Rx#poll ALIVE -> DEAD after 2.0s: BLOCKED held by \"admin-1\" at"
                                + " Table.lookup(Table.java:88)");
        assertThat(logger.lines(Level.DEBUG)).containsExactly("DEBUG stack of \"rx-0\": a < b");
    }

    @Test
    void shouldTellARecoveryWithTheLengthOfTheStall() {
        log.stateChanged(change(State.DEAD, State.ALIVE, 8_000_000_000L, Diagnosis.NONE));

        assertThat(logger.lines(Level.INFO))
                .containsExactly("INFO \"rx-0\" com.acme.Rx#poll DEAD -> ALIVE after 2.0s, stalled for 8.0s");
    }

    @Test
    void shouldTellAHostPause() {
        log.hostPaused(1_400_000_000L);

        assertThat(logger.lines(Level.INFO))
                .containsExactly("INFO host pause: nothing could be checked for 1.4s, which is held against no thread");
    }

    private static StateChange change(State from, State to, long stallNanos, Diagnosis diagnosis) {
        Row row = new Row(
                1,
                "rx-0",
                "com.acme.Rx#poll",
                true,
                to,
                0,
                4711,
                42,
                false,
                true,
                7,
                0,
                0,
                0,
                1,
                0,
                0,
                Map.of(),
                1,
                diagnosis,
                List.of());
        return new StateChange(row, from, to, 2_000_000_000L, stallNanos, 0);
    }
}
