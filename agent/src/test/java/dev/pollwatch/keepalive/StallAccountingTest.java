package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StallAccountingTest {

    private final WatchBench bench = new WatchBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldCountAStallOnEnteringDeadFromTheLastBeatOn() {
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.pass(WatchBench.DEAD_AFTER);

        assertThat(bench.row("rx-0").stalls()).isEqualTo(1);
        assertThat(bench.row("rx-0").stallNanos()).isEqualTo(nanos(2));
    }

    @Test
    void shouldLetTheSecondsOfAStallGrowWhileItLasts() {
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.pass(Duration.ofSeconds(10));
        assertThat(bench.row("rx-0").stallNanos()).isEqualTo(nanos(10));
        bench.pass(Duration.ofSeconds(1));
        assertThat(bench.row("rx-0").stallNanos()).isEqualTo(nanos(11));
        assertThat(bench.row("rx-0").longestStallNanos()).isEqualTo(nanos(11));
        assertThat(bench.row("rx-0").stalls()).isEqualTo(1);
    }

    @Test
    void shouldEndAStallWithTheNextBeatAndRememberTheLongest() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        stallFor(thread, Duration.ofSeconds(8));
        stallFor(thread, Duration.ofSeconds(3));
        bench.check();

        Row row = bench.row("rx-0");
        assertThat(row.stalls()).isEqualTo(2);
        assertThat(row.stallNanos()).isEqualTo(nanos(11));
        assertThat(row.longestStallNanos()).isEqualTo(nanos(8));
        assertThat(row.transitions())
                .containsEntry(State.ALIVE, 3L)
                .containsEntry(State.DEAD, 2L)
                .containsEntry(State.SLEEP, 0L)
                .containsEntry(State.UNUSED, 0L);
    }

    @Test
    void shouldAnnounceTheLengthOfAStallWithTheRecovery() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        stallFor(thread, Duration.ofSeconds(8));

        assertThat(bench.announced().changes())
                .satisfiesExactly(
                        alive -> assertThat(alive.stallNanos()).isZero(),
                        dead -> {
                            assertThat(dead.from()).isEqualTo(State.ALIVE);
                            assertThat(dead.nanosInOld()).isEqualTo(nanos(2));
                            assertThat(dead.stallNanos()).isZero();
                            assertThat(dead.row().diagnosis().word()).isEqualTo("STALLED");
                        },
                        recovered -> {
                            assertThat(recovered.from()).isEqualTo(State.DEAD);
                            assertThat(recovered.to()).isEqualTo(State.ALIVE);
                            assertThat(recovered.nanosInOld()).isEqualTo(nanos(6));
                            assertThat(recovered.stallNanos()).isEqualTo(nanos(8));
                            assertThat(recovered.row().diagnosis()).isEqualTo(Diagnosis.NONE);
                        });
    }

    @Test
    void shouldNotCountTheSleepBeforeAStallAsPartOfIt() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx).fallAsleep();
        bench.pass(Duration.ofHours(1));
        thread.wake();
        bench.check();
        bench.pass(WatchBench.DEAD_AFTER);

        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
        assertThat(bench.row("rx-0").stallNanos()).isEqualTo(nanos(2));
    }

    @Test
    void shouldBeginTheStallOfANewThreadWithItsEntry() {
        LoopThread first = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        first.leave().close();
        bench.pass(Duration.ofMinutes(1));
        bench.thread("rx-0").enter(bench.rx);
        bench.check();
        bench.pass(WatchBench.DEAD_AFTER);

        assertThat(bench.row("rx-0").stallNanos()).isEqualTo(nanos(2));
    }

    @Test
    void shouldEndTheStallOfALoopThatWasLeftWhenItIsAcknowledged() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        thread.leaveBy(new IllegalStateException());
        bench.pass(Duration.ofSeconds(5));
        bench.watch.acknowledge("rx-0|com.acme.Rx#poll");
        bench.pass(Duration.ofSeconds(5));

        assertThat(bench.row("rx-0").stalls()).isEqualTo(1);
        assertThat(bench.row("rx-0").stallNanos()).isEqualTo(nanos(5));
    }

    private void stallFor(LoopThread thread, Duration time) {
        bench.pass(time.minus(WatchBench.CHECK_PERIOD));
        thread.beat();
        bench.check();
        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
    }

    private static long nanos(long seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }
}
