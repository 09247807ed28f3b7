package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When rows of call methods sleep: in sleep methods, and with the loop in which the thread calls. */
class CallSleepTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final WatchBench bench = new WatchBench();
    private final int poll = bench.loop("com.acme.Consumer#poll", LoopPolicy.DEFAULT);
    private final int other = bench.loop("com.acme.Other#poll", LoopPolicy.DEFAULT);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldSleepInASleepMethodForMinutesAndBeDeadOnlyWhenProcessingHangsAfterIt() {
        LoopThread thread = bench.thread("c").call(poll).enterSleepMethod();
        bench.pass(LONG);
        assertThat(bench.state("c")).isEqualTo(State.SLEEP);

        thread.leaveSleepMethod();
        bench.pass(WatchBench.DEAD_AFTER);
        assertThat(bench.state("c")).isNotEqualTo(State.DEAD);
        bench.check();
        assertThat(bench.state("c")).isEqualTo(State.DEAD);
    }

    @Test
    void shouldPutToSleepTheInnermostLoopAndAllRowsThatTheThreadCallsFor() {
        LoopThread thread =
                bench.thread("c").goRound(bench.rx).call(poll).call(other).enterSleepMethod();
        bench.pass(LONG);
        assertThat(bench.snapshot().count(State.SLEEP)).isEqualTo(3);

        thread.leaveSleepMethod();
        bench.pass(WatchBench.DEAD_AFTER.plus(WatchBench.CHECK_PERIOD));
        assertThat(bench.snapshot().count(State.DEAD)).isEqualTo(3);
    }

    @Test
    void shouldStayAsleepUntilTheOutermostSleepMethodIsLeft() {
        LoopThread thread = bench.thread("c").call(poll).enterSleepMethod().enterSleepMethod();
        thread.leaveSleepMethod();
        bench.pass(LONG);
        assertThat(bench.state("c")).isEqualTo(State.SLEEP);

        thread.leaveSleepMethod();
        bench.pass(LONG);
        assertThat(bench.state("c")).isEqualTo(State.DEAD);
    }

    @Test
    void shouldSleepFromTheStartWhereTheFirstCallIsInsideASleepMethod() {
        LoopThread thread =
                bench.thread("c").goRound(bench.rx).enterSleepMethod().call(poll);
        bench.pass(LONG);
        assertThat(bench.row("c", poll).state()).isEqualTo(State.SLEEP);

        thread.leaveSleepMethod();
        bench.pass(LONG);
        assertThat(bench.row("c", poll).state()).isEqualTo(State.DEAD);
    }

    @Test
    void shouldSleepWhileTheLoopAroundItDoes() {
        LoopThread thread = bench.thread("c").goRound(bench.rx).call(poll).fallAsleep();
        bench.pass(LONG);
        assertThat(bench.row("c", poll).state()).isEqualTo(State.SLEEP);
        assertThat(bench.row("c", poll).diagnosis().detail()).isEqualTo("in com.acme.Rx#poll");

        thread.wake();
        bench.pass(WatchBench.DEAD_AFTER);
        assertThat(bench.row("c", poll).state()).isNotEqualTo(State.DEAD);
        bench.check();
        assertThat(bench.row("c", poll).state()).isEqualTo(State.DEAD);
        assertThat(bench.row("c", poll).diagnosis().detail()).isEmpty();
    }

    @Test
    void shouldNotBeDeadInALoopThatPollsAndThenSleepsForLong() {
        LoopThread thread = bench.thread("c").enter(bench.rx);
        for (int pass = 0; pass < 3; pass++) {
            thread.beat().call(poll).fallAsleep();
            bench.pass(Duration.ofSeconds(10));
            assertThat(bench.snapshot().count(State.SLEEP)).isEqualTo(2);
            thread.wake();
        }
        assertThat(bench.row("c", poll).stalls()).isZero();
    }

    @Test
    void shouldBeDeadInALoopThatGoesRoundAndPollsNoMore() {
        LoopThread thread = bench.thread("c").enter(bench.rx).call(poll);
        for (int pass = 0; pass < 20; pass++) {
            thread.beat();
            bench.check();
        }

        assertThat(bench.row("c", bench.rx).state()).isEqualTo(State.ALIVE);
        assertThat(bench.row("c", poll).state()).isEqualTo(State.DEAD);
    }

    @Test
    void shouldBeDeadWithoutARuleForALoopThatSleepsBetweenItsCalls() {
        bench.thread("c").call(poll);
        bench.pass(Duration.ofSeconds(10));

        assertThat(bench.state("c")).isEqualTo(State.DEAD);
    }

    @Test
    void shouldBeAwakeInALoopInsideASleepMethodAndAsleepAgainAfterIt() {
        LoopThread thread = bench.thread("c").call(poll).enterSleepMethod();
        assertThat(asleep(poll)).isTrue();
        thread.goRound(bench.rx);
        assertThat(asleep(poll)).isFalse();
        thread.enterSleepMethod();
        assertThat(asleep(poll)).isTrue();
        assertThat(asleep(bench.rx)).isTrue();
        thread.leaveSleepMethod().leave();
        assertThat(asleep(poll)).isTrue();
        thread.leaveSleepMethod();

        assertThat(asleep(poll)).isFalse();
    }

    @Test
    void shouldBeAsItWasBeforeALoopThatAnExceptionLeftOutOfASleepMethod() {
        LoopThread thread = bench.thread("c").call(poll).goRound(bench.rx).enterSleepMethod();
        thread.leaveBy(new IllegalStateException());
        assertThat(asleep(poll)).isFalse();
        assertThat(asleep(bench.rx)).isFalse();
        thread.enterSleepMethod();

        assertThat(asleep(poll)).isTrue();
    }

    @Test
    void shouldNotWakeALoopThatSleptBeforeTheSleepMethod() {
        LoopThread thread =
                bench.thread("c").goRound(bench.rx).call(poll).fallAsleep().enterSleepMethod();
        assertThat(asleep(poll)).isTrue();
        thread.leaveSleepMethod();

        assertThat(asleep(bench.rx)).isTrue();
        assertThat(asleep(poll)).isFalse();
    }

    @Test
    void shouldBeAwakeAfterAnEndInsideASleepMethod() {
        LoopThread thread = bench.thread("c").call(poll).enterSleepMethod().end();
        assertThat(asleep(poll)).isFalse();
        thread.leaveSleepMethod().call(poll);

        assertThat(asleep(poll)).isFalse();
        bench.check();
        assertThat(bench.state("c")).isEqualTo(State.ALIVE);
    }

    private boolean asleep(int loop) {
        for (PollRow row : bench.threads.rows()) {
            if (row.loop().id() == loop) {
                AtomicLongArray words = row.words();
                return HeartbeatWords.asleep(HeartbeatWords.sleep(words));
            }
        }
        throw new AssertionError("no row for loop " + loop);
    }
}
