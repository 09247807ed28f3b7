package dev.pollwatch.view.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.StateChange;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LastBeatsTest {

    private final LastBeats lastBeats = new LastBeats();
    private final StateChange death = Stalls.death(7, Diagnosis.NONE);
    private final StateChange recovery = Stalls.recovery(7, Duration.ofSeconds(9), Diagnosis.NONE);

    @Test
    void shouldTellTheLastBeatBeforeTheStallWhenItIsOver() {
        long atDeath = lastBeats.keep(death.row(), death.stall());

        assertThat(atDeath).isEqualTo(Stalls.LAST_BEAT.toEpochMilli());
        assertThat(lastBeats.take(recovery.row(), recovery.stall())).isEqualTo(atDeath);
    }

    @Test
    void shouldKeepNothingOfRowsThatAreNoLongerDeadOrGone() {
        StateChange other = Stalls.death(8, Diagnosis.NONE);
        lastBeats.keep(death.row(), death.stall());
        lastBeats.keep(other.row(), other.stall());
        assertThat(lastBeats.count()).isEqualTo(2);

        lastBeats.take(recovery.row(), recovery.stall());
        lastBeats.drop(other.row());

        assertThat(lastBeats.count()).isZero();
    }

    @Test
    void shouldTellTheBeginningOfAStallWhoseDeathWasNeverAnnounced() {
        assertThat(lastBeats.take(recovery.row(), recovery.stall()))
                .isEqualTo(recovery.stall().startMillis());
    }
}
