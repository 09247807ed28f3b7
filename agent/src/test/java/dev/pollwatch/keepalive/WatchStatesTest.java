package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchStatesTest {

    private static final LoopPolicy DEAD_ON_RETURN = new LoopPolicy(null, true, true);

    private final WatchBench bench = new WatchBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldShowAThreadThatEnteredAndHasNotBeatenAsUnusedWithoutAnAge() {
        bench.thread("rx-0").enter(bench.rx);
        bench.check();

        Row row = bench.row("rx-0");
        assertThat(row.state()).isEqualTo(State.UNUSED);
        assertThat(row.lastHeartbeatAgeNanos()).isEqualTo(-1);
        assertThat(row.missedHeartbeats()).isZero();
        assertThat(row.heartbeats()).isZero();
        assertThat(row.incarnation()).isEqualTo(1);
        assertThat(row.tid()).isEqualTo(4711);
        assertThat(row.javaThreadId()).isEqualTo(42);
    }

    @Test
    void shouldCallAThreadAliveAtItsFirstBeat() {
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();

        assertThat(bench.row("rx-0").state()).isEqualTo(State.ALIVE);
        assertThat(bench.row("rx-0").lastHeartbeatAgeNanos()).isZero();
        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE);
    }

    @Test
    void shouldCallAThreadDeadThatHasNotBeatenForDeadAfter() {
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.pass(WatchBench.DEAD_AFTER.minus(WatchBench.CHECK_PERIOD));
        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);

        bench.check();

        Row row = bench.row("rx-0");
        assertThat(row.state()).isEqualTo(State.DEAD);
        assertThat(row.lastHeartbeatAgeNanos()).isEqualTo(WatchBench.DEAD_AFTER.toNanos());
        assertThat(row.missedHeartbeats()).isEqualTo(2);
        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE, State.DEAD);
    }

    @Test
    void shouldCallADeadThreadAliveAgainAtItsNextBeat() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.pass(Duration.ofSeconds(5));
        thread.beat();
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        assertThat(bench.row("rx-0").diagnosis()).isEqualTo(Diagnosis.NONE);
        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE, State.DEAD, State.ALIVE);
    }

    @Test
    void shouldCallAThreadDeadThatEnteredTheLoopAndNeverBeat() {
        bench.thread("rx-0").enter(bench.rx);
        bench.pass(Duration.ofSeconds(5));

        Row row = bench.row("rx-0");
        assertThat(row.state()).isEqualTo(State.DEAD);
        assertThat(row.diagnosis().word()).isEqualTo("NEVER_BEAT");
        assertThat(row.lastHeartbeatAgeNanos()).isEqualTo(-1);
        assertThat(row.missedHeartbeats()).isEqualTo(4);
    }

    @Test
    void shouldNotShowTheBeatsOfAnEarlierThreadAsThoseOfOneThatNeverBeat() {
        bench.thread("rx-0").goRound(bench.rx).close();
        bench.pass(Duration.ofMinutes(1));
        bench.thread("rx-0").enter(bench.rx);
        bench.pass(Duration.ofSeconds(5));

        Row row = bench.row("rx-0");
        assertThat(row.diagnosis().word()).isEqualTo("NEVER_BEAT");
        assertThat(row.lastHeartbeatAgeNanos()).isEqualTo(-1);
        assertThat(row.missedHeartbeats()).isEqualTo(4);
        assertThat(row.heartbeats()).isEqualTo(1);
    }

    @Test
    void shouldLetAThreadSleepForAsLongAsItLikes() {
        bench.thread("rx-0").goRound(bench.rx).fallAsleep();
        bench.pass(Duration.ofHours(1));

        Row row = bench.row("rx-0");
        assertThat(row.state()).isEqualTo(State.SLEEP);
        assertThat(row.missedHeartbeats()).isZero();
        assertThat(row.lastHeartbeatAgeNanos())
                .isGreaterThan(Duration.ofMinutes(59).toNanos());
        assertThat(bench.announced().statesOf("rx-0")).doesNotContain(State.DEAD);
    }

    @Test
    void shouldCallASleeperDeadAfterTheSleepLimitWhereThereIsOne() {
        try (WatchBench limited =
                new WatchBench(Timing.of(WatchBench.INTERVAL, null, Duration.ofSeconds(30), WatchBench.RETENTION))) {
            LoopThread thread = limited.thread("rx-0").goRound(limited.rx).fallAsleep();
            limited.pass(Duration.ofSeconds(29));
            assertThat(limited.state("rx-0")).isEqualTo(State.SLEEP);
            limited.pass(Duration.ofSeconds(2));
            assertThat(limited.state("rx-0")).isEqualTo(State.DEAD);
            thread.wake().beat();
            limited.check();
            assertThat(limited.state("rx-0")).isEqualTo(State.ALIVE);
        }
    }

    @Test
    void shouldHoldNapsWithoutAPassAgainstTheSleepLimit() {
        try (WatchBench limited =
                new WatchBench(Timing.of(WatchBench.INTERVAL, null, Duration.ofSeconds(30), WatchBench.RETENTION))) {
            LoopThread thread = limited.thread("rx-0").goRound(limited.rx);
            for (int nap = 0; nap < 40; nap++) {
                thread.fallAsleep();
                limited.pass(Duration.ofSeconds(1));
                thread.wake();
            }
            thread.fallAsleep();
            limited.check();
            assertThat(limited.state("rx-0")).isEqualTo(State.DEAD);
            limited.pass(Duration.ofSeconds(5));
            assertThat(limited.state("rx-0")).isEqualTo(State.DEAD);
        }
    }

    @Test
    void shouldNotHoldNapsAgainstTheSleepLimitThatLeadToPasses() {
        try (WatchBench limited =
                new WatchBench(Timing.of(WatchBench.INTERVAL, null, Duration.ofSeconds(30), WatchBench.RETENTION))) {
            LoopThread thread = limited.thread("rx-0").goRound(limited.rx);
            for (int nap = 0; nap < 60; nap++) {
                thread.fallAsleep();
                limited.pass(Duration.ofSeconds(1));
                thread.wake();
                thread.beat();
            }
            thread.fallAsleep();
            limited.check();
            assertThat(limited.state("rx-0")).isEqualTo(State.SLEEP);
        }
    }

    @Test
    void shouldCallAThreadDeadThatWokeAndDoesNotGoOn() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx).fallAsleep();
        bench.pass(Duration.ofMinutes(1));
        thread.wake();
        bench.pass(WatchBench.DEAD_AFTER);
        assertThat(bench.state("rx-0")).isNotEqualTo(State.DEAD);
        bench.check();
        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    @Test
    void shouldCallALoopAliveThatNapsBetweenManyPasses() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        for (int check = 0; check < 20; check++) {
            thread.beat(100).fallAsleep();
            bench.check();
            thread.wake();
        }

        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE);
    }

    @Test
    void shouldCallALoopDeadThatWasLeftByAThrowable() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        thread.leaveBy(new IllegalStateException("ring is full"));
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
        bench.pass(Duration.ofHours(1));
        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE, State.DEAD);
    }

    @Test
    void shouldTakeAnInterruptForANormalEnd() {
        LoopThread slept = bench.thread("rx-0").goRound(bench.rx);
        LoopThread read = bench.thread("rx-1").goRound(bench.rx);
        bench.check();
        slept.leaveBy(new InterruptedException());
        read.leaveBy(new ClosedByInterruptException());
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.UNUSED);
        assertThat(bench.state("rx-1")).isEqualTo(State.UNUSED);
    }

    @Test
    void shouldTakeAReturnForANormalEndUnlessTheRuleSaysOtherwise() {
        int forEver = bench.loop("com.acme.Tx#run", DEAD_ON_RETURN);
        LoopThread normal = bench.thread("rx-0").goRound(bench.rx);
        LoopThread deadly = bench.thread("tx-0").goRound(forEver);
        bench.check();
        normal.leave();
        deadly.leave();
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.UNUSED);
        assertThat(bench.row("rx-0").lastHeartbeatAgeNanos()).isEqualTo(-1);
        assertThat(bench.state("tx-0")).isEqualTo(State.DEAD);
    }

    @Test
    void shouldCallAThreadDeadThatEndedInsideTheLoop() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx).fallAsleep();
        bench.check();
        thread.close();
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
        assertThat(bench.row("rx-0").diagnosis().word()).isEqualTo("ENDED");
        assertThat(bench.row("rx-0").threadAlive()).isFalse();
    }

    @Test
    void shouldCallAThreadUnusedThatSleptBeforeItsFirstPassAndWoke() {
        LoopThread thread = bench.thread("rx-0").enter(bench.rx).fallAsleep();
        bench.pass(WatchBench.INTERVAL);
        assertThat(bench.state("rx-0")).isEqualTo(State.SLEEP);
        thread.wake();
        bench.pass(WatchBench.INTERVAL);
        assertThat(bench.state("rx-0")).isEqualTo(State.UNUSED);
    }

    @Test
    void shouldGoByTheDeadAfterOfTheRuleWhereItHasOne() {
        int batches = bench.loop("com.acme.Batch#run", new LoopPolicy(Duration.ofMinutes(5), false, false));
        bench.thread("batch").goRound(batches);
        bench.pass(Duration.ofMinutes(4));
        assertThat(bench.state("batch")).isEqualTo(State.ALIVE);
        bench.pass(Duration.ofMinutes(2));
        assertThat(bench.state("batch")).isEqualTo(State.DEAD);
        assertThat(bench.row("batch").decidesHealth()).isFalse();
    }

    @Test
    void shouldTellTheRateOfBeatsOverTheLastSecond() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        for (int i = 0; i < 8; i++) {
            thread.beat(250);
            bench.check();
        }
        assertThat(bench.row("rx-0").heartbeatsPerSecond()).isEqualTo(1000.0);
        bench.pass(WatchBench.DEAD_AFTER);
        assertThat(bench.row("rx-0").heartbeatsPerSecond()).isZero();
    }
}
