package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchTimeTest {

    private static final Duration NAP = Duration.ofMillis(50);

    private final WatchBench bench = new WatchBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldHoldALongGapAgainstNobodyAndCountItAsOneHostPause() {
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        checkAfter(Duration.ofSeconds(10));

        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        assertThat(bench.snapshot().hostPauses()).isEqualTo(1);
        assertThat(bench.snapshot().hostPauseNanos())
                .isEqualTo(Duration.ofSeconds(10).minus(WatchBench.CHECK_PERIOD).toNanos());
        assertThat(bench.announced().hostPauses())
                .containsExactly(bench.snapshot().hostPauseNanos());
    }

    @Test
    void shouldStillCallAThreadDeadThatDoesNotBeatAfterAGap() {
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        checkAfter(Duration.ofSeconds(10));
        bench.pass(WatchBench.DEAD_AFTER.minus(WatchBench.CHECK_PERIOD));
        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        bench.check();
        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    @Test
    void shouldNeverAddUpManyShortPausesToADeath() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        for (int pause = 0; pause < 100; pause++) {
            bench.check();
            checkAfter(Duration.ofMillis(900));
            thread.beat();
        }

        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE);
        assertThat(bench.snapshot().hostPauses()).isEqualTo(100);
    }

    @Test
    void shouldForeseeWhenAThreadThatStandsStillWillBeCalledDead() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.thread("rx-1").goRound(bench.rx).fallAsleep();
        bench.check();
        thread.beat();
        bench.check();
        assertThat(bench.watch.nanosToNextDeath()).isEqualTo(Long.MAX_VALUE);

        bench.check();
        assertThat(bench.watch.nanosToNextDeath())
                .isEqualTo(WatchBench.DEAD_AFTER.minus(WatchBench.CHECK_PERIOD).toNanos());
        bench.pass(Duration.ofMillis(1500));
        assertThat(bench.watch.nanosToNextDeath()).isEqualTo(WatchBench.CHECK_PERIOD.toNanos());
        bench.check();
        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
        assertThat(bench.watch.nanosToNextDeath()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void shouldSeeANewThreadBetweenTwoChecks() {
        LoopThread busy = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.thread("rx-1").enter(bench.rx);
        napAndCheck();
        busy.beat();
        napAndCheck();

        assertThat(bench.watch.nanosToNextDeath())
                .isEqualTo(WatchBench.DEAD_AFTER
                        .minus(WatchBench.CHECK_PERIOD.multipliedBy(2))
                        .plus(NAP)
                        .toNanos());
    }

    @Test
    void shouldNotTakeACheckThatIsALittleLateForAHostPause() {
        for (int i = 0; i < 10; i++) {
            checkAfter(WatchBench.CHECK_PERIOD.plus(Duration.ofMillis(400)));
        }
        assertThat(bench.snapshot().hostPauses()).isZero();
    }

    @Test
    void shouldTellTheAgeOfItsOwnLastCheck() {
        bench.check();
        bench.clock.advance(Duration.ofSeconds(7));
        assertThat(bench.snapshot().lastCheckAgeNanos())
                .isEqualTo(Duration.ofSeconds(7).toNanos());
        bench.check();
        assertThat(bench.snapshot().lastCheckAgeNanos()).isZero();
    }

    @Test
    void shouldFreezeAllStatesWhilePaused() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.watch.pause();
        bench.thread("rx-1").goRound(bench.rx);
        for (int i = 0; i < 100; i++) {
            bench.check();
        }
        thread.leaveBy(new IllegalStateException());
        bench.check();

        Snapshot paused = bench.watch.snapshot();
        assertThat(paused.paused()).isTrue();
        assertThat(paused.rows()).extracting(Row::name).containsExactly("rx-0");
        assertThat(paused.rows()).extracting(Row::state).containsExactly(State.ALIVE);
        assertThat(paused.hostPauses()).isZero();
    }

    @Test
    void shouldHoldAPauseAgainstNobody() {
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.watch.pause();
        bench.pass(Duration.ofMinutes(1));
        bench.watch.resume();
        bench.check();

        assertThat(bench.snapshot().paused()).isFalse();
        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        assertThat(bench.snapshot().hostPauses()).isZero();
    }

    @Test
    void shouldSayAfterAPauseWhichLoopsWereLeftInIt() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.watch.pause();
        thread.leaveBy(new IllegalStateException()).goRound(bench.rx);
        bench.check();
        bench.watch.resume();
        bench.check();

        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE, State.DEAD, State.ALIVE);
    }

    @Test
    void shouldKeepNoExceptionForAsLongAsItIsPaused() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.watch.pause();
        thread.leaveBy(new IllegalStateException());
        bench.check();

        assertThat(bench.threads.rows())
                .singleElement()
                .satisfies(row -> assertThat(row.takeThrown()).isNull());
        bench.watch.resume();
        bench.check();
        assertThat(bench.row("rx-0").diagnosis().word()).isEqualTo("THREW");
    }

    @Test
    void shouldLetDeadAfterFollowAChangedInterval() {
        bench.watch.setInterval(Duration.ofSeconds(10));

        assertThat(bench.snapshot().intervalNanos())
                .isEqualTo(Duration.ofSeconds(10).toNanos());
        assertThat(bench.snapshot().deadAfterNanos())
                .isEqualTo(Duration.ofSeconds(20).toNanos());
    }

    @Test
    void shouldKeepADeadAfterThatWasSetWhenTheIntervalChanges() {
        bench.watch.setDeadAfter(Duration.ofSeconds(3));
        bench.watch.setInterval(Duration.ofSeconds(10));

        assertThat(bench.snapshot().deadAfterNanos())
                .isEqualTo(Duration.ofSeconds(3).toNanos());
    }

    @Test
    void shouldNotTakeAShortenedIntervalForAHostPause() {
        bench.check();
        bench.clock.advance(Duration.ofMillis(240));
        bench.watch.setInterval(Duration.ofMillis(10));
        checkAfter(Duration.ofMillis(3));

        assertThat(bench.snapshot().hostPauses()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT0.009S", "PT1H0.001S", "-PT1S"})
    void shouldRefuseAnIntervalOutOfBounds(Duration interval) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.watch.setInterval(interval))
                .withMessageContaining("10 ms to 1 h");
        assertThat(bench.snapshot().intervalNanos()).isEqualTo(WatchBench.INTERVAL.toNanos());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0.01S", "PT1H"})
    void shouldTakeAnIntervalWithinBounds(Duration interval) {
        bench.watch.setInterval(interval);

        assertThat(bench.snapshot().intervalNanos()).isEqualTo(interval.toNanos());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "-PT1S", "PT24H0.001S"})
    void shouldRefuseADeadAfterOutOfBounds(Duration deadAfter) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.watch.setDeadAfter(deadAfter))
                .withMessageContaining("24 h");
    }

    @Test
    void shouldLookFourTimesInAnIntervalAndOnceASecondAtLeast() {
        assertThat(bench.watch.checkPeriodNanos()).isEqualTo(WatchBench.CHECK_PERIOD.toNanos());
        bench.watch.setInterval(Duration.ofHours(1));
        assertThat(bench.watch.checkPeriodNanos())
                .isEqualTo(Duration.ofSeconds(1).toNanos());
    }

    /** As the dispatcher does it: it naps several times until a check is due. */
    private void napAndCheck() {
        for (long left = WatchBench.CHECK_PERIOD.toNanos(); left > 0; left -= NAP.toNanos()) {
            long began = bench.clock.nanoTime();
            bench.clock.advance(NAP);
            bench.watch.napped(began, NAP.toNanos(), bench.clock.nanoTime());
        }
        bench.watch.check();
    }

    private void checkAfter(Duration time) {
        bench.clock.advance(time);
        bench.watch.check();
    }
}
