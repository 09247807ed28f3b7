package dev.pollwatch.view;

import static dev.pollwatch.view.Rows.dead;
import static dev.pollwatch.view.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthTest {

    private final FakeKeepalive keepalive = new FakeKeepalive();

    @Test
    void isUpWithoutAnyThread() {
        Health health = Health.of(keepalive.snapshot());

        assertThat(health.status()).isEqualTo(HealthStatus.UP);
        assertThat(health.reason()).isEmpty();
        assertThat(health.threads()).isZero();
    }

    @Test
    void countsTheStates() {
        keepalive.show(
                row(1, "a", State.ALIVE),
                row(2, "b", State.ALIVE),
                row(3, "c", State.SLEEP),
                row(4, "d", State.UNUSED),
                dead(5, "e", Diagnosis.of("SPINNING", "It spins.")));

        Health health = Health.of(keepalive.snapshot());

        assertThat(health.threads()).isEqualTo(5);
        assertThat(health.alive()).isEqualTo(2);
        assertThat(health.sleep()).isEqualTo(1);
        assertThat(health.unused()).isEqualTo(1);
        assertThat(health.dead()).isEqualTo(1);
        assertThat(health.status()).isEqualTo(HealthStatus.DOWN);
        assertThat(health.reason()).isEqualTo("1 thread is DEAD.");
    }

    @Test
    void isUpWhenOnlyThreadsWithoutSayAreDead() {
        keepalive.show(Rows.withoutSayInHealth(dead(1, "a", Diagnosis.NONE)));

        Health health = Health.of(keepalive.snapshot());

        assertThat(health.status()).isEqualTo(HealthStatus.UP);
        assertThat(health.deadRows()).hasSize(1);
    }

    @Test
    void isPausedWhateverTheStatesAre() {
        keepalive.show(dead(1, "a", Diagnosis.NONE));
        keepalive.paused = true;
        keepalive.lastCheckAge = Duration.ofMinutes(1);

        assertThat(Health.of(keepalive.snapshot()).status()).isEqualTo(HealthStatus.PAUSED);
    }

    @Test
    void isDownWhenTheDispatcherHangs() {
        keepalive.show(row(1, "a", State.ALIVE));
        keepalive.lastCheckAge = Duration.ofSeconds(5);
        assertThat(Health.of(keepalive.snapshot()).status()).isEqualTo(HealthStatus.UP);

        keepalive.lastCheckAge = Duration.ofMillis(7_200);
        Health health = Health.of(keepalive.snapshot());
        assertThat(health.status()).isEqualTo(HealthStatus.DOWN);
        assertThat(health.reason()).contains("has not looked for 7.2s");
    }

    @Test
    void givesALongIntervalMoreTime() {
        keepalive.setInterval(Duration.ofMinutes(1));
        keepalive.lastCheckAge = Duration.ofMinutes(4);

        assertThat(Health.of(keepalive.snapshot()).status()).isEqualTo(HealthStatus.UP);
    }
}
