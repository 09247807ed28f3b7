package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rows of threads that call a method once per iteration, and that nobody sees stop. */
class CallRowsTest {

    private final WatchBench bench = new WatchBench();
    private final int poll = bench.loop("com.acme.Consumer#poll", LoopPolicy.DEFAULT);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldBeAliveFromTheFirstCallOn() {
        LoopThread thread = bench.thread("c").call(poll);
        bench.check();
        assertThat(bench.state("c")).isEqualTo(State.ALIVE);
        for (int i = 0; i < 20; i++) {
            thread.call(poll);
            bench.pass(WatchBench.INTERVAL);
        }

        assertThat(bench.state("c")).isEqualTo(State.ALIVE);
        assertThat(bench.row("c").heartbeats()).isEqualTo(21);
        assertThat(bench.row("c").loop()).isEqualTo("com.acme.Consumer#poll");
    }

    @Test
    void shouldBeDeadWhenItsThreadLivesAndCallsNoMore() {
        LoopThread thread = bench.thread("c").call(poll);
        bench.check();
        bench.pass(WatchBench.DEAD_AFTER.minus(WatchBench.CHECK_PERIOD));
        assertThat(bench.state("c")).isEqualTo(State.ALIVE);
        bench.check();
        assertThat(bench.state("c")).isEqualTo(State.DEAD);
        assertThat(bench.row("c").stalls()).isEqualTo(1);

        thread.call(poll);
        bench.check();
        assertThat(bench.state("c")).isEqualTo(State.ALIVE);
    }

    @Test
    void shouldTakeItsTimesAndItsWeightFromTheRule() {
        int slow = bench.loop("com.acme.Slow#poll", new LoopPolicy(Duration.ofMinutes(5), false, false));
        bench.thread("c").call(slow);
        bench.check();
        bench.pass(Duration.ofMinutes(5).minus(WatchBench.CHECK_PERIOD));
        assertThat(bench.state("c")).isEqualTo(State.ALIVE);
        bench.check();

        assertThat(bench.state("c")).isEqualTo(State.DEAD);
        assertThat(bench.row("c").decidesHealth()).isFalse();
    }

    @Test
    void shouldBeUnusedAndNeverDeadWhenItsThreadHasEnded() {
        bench.thread("c").call(poll).close();
        bench.pass(WatchBench.DEAD_AFTER.multipliedBy(2));

        assertThat(bench.state("c")).isEqualTo(State.UNUSED);
        assertThat(bench.row("c").diagnosis()).isEqualTo(Diagnosis.NONE);
        assertThat(bench.row("c").stalls()).isZero();
        bench.pass(WatchBench.RETENTION);
        assertThat(bench.rowNames()).isEmpty();
    }

    @Test
    void shouldBeUnusedWhenItsThreadEndsWhileItIsDead() {
        LoopThread thread = bench.thread("c").call(poll);
        bench.pass(WatchBench.DEAD_AFTER.multipliedBy(2));
        assertThat(bench.state("c")).isEqualTo(State.DEAD);
        thread.close();
        bench.check();

        assertThat(bench.state("c")).isEqualTo(State.UNUSED);
    }

    @Test
    void shouldBeUnusedAfterAnEndMethodAndOpenAgainAtTheNextCall() {
        int other = bench.loop("com.acme.Other#poll", new LoopPolicy(null, true, true));
        LoopThread thread = bench.thread("c").call(poll).call(other).end();
        bench.pass(WatchBench.DEAD_AFTER.multipliedBy(3));
        assertThat(bench.row("c", poll).state()).isEqualTo(State.UNUSED);
        assertThat(bench.row("c", other).state()).isEqualTo(State.UNUSED);
        assertThat(bench.rowNames()).hasSize(2);

        thread.call(poll);
        bench.check();
        assertThat(bench.row("c", poll).state()).isEqualTo(State.ALIVE);
        assertThat(bench.row("c", poll).incarnation()).isEqualTo(1);
        assertThat(bench.row("c", other).state()).isEqualTo(State.UNUSED);
        bench.pass(WatchBench.DEAD_AFTER);
        assertThat(bench.row("c", poll).state()).isEqualTo(State.DEAD);
    }

    @Test
    void shouldMindNoEndWhereNobodyCalled() {
        bench.thread("c").end().enter(bench.rx).end().beat();
        bench.check();

        assertThat(bench.state("c")).isEqualTo(State.ALIVE);
        assertThat(bench.troubles).isEmpty();
    }

    @Test
    void shouldKeepTheRowOfALivingThreadThatEndedItForAsLongAsItLives() {
        LoopThread thread = bench.thread("c").call(poll).end();
        bench.pass(WatchBench.RETENTION.multipliedBy(2));
        assertThat(bench.rowNames()).containsExactly("c");
        thread.close();
        bench.pass(WatchBench.RETENTION.plus(WatchBench.CHECK_PERIOD));

        assertThat(bench.rowNames()).isEmpty();
    }

    @Test
    void shouldGiveARenamedThreadAnotherRowAndCloseTheFirst() {
        LoopThread thread = bench.thread("c-0").call(poll).rename("c-1");
        thread.call(poll);
        bench.pass(WatchBench.DEAD_AFTER.multipliedBy(2));
        assertThat(bench.state("c-0")).isEqualTo(State.UNUSED);
        assertThat(bench.state("c-1")).isEqualTo(State.DEAD);

        thread.rename("c-0").call(poll).call(poll);
        bench.check();
        assertThat(bench.state("c-0")).isEqualTo(State.ALIVE);
        assertThat(bench.row("c-0").heartbeats()).isEqualTo(3);
        assertThat(bench.state("c-1")).isEqualTo(State.UNUSED);
    }

    @Test
    void shouldTellLiveThreadsOfOneNameApartAndHandTheRowOfAnEndedOneOn() {
        LoopThread first = bench.thread("c").call(poll);
        LoopThread second = bench.thread("c").call(poll).call(poll);
        bench.check();
        assertThat(bench.rowNames()).containsExactly("c", "c #2");

        first.close();
        bench.thread("c").call(poll);
        second.call(poll);
        bench.check();
        assertThat(bench.rowNames()).containsExactly("c", "c #2");
        assertThat(bench.row("c").incarnation()).isEqualTo(2);
        assertThat(bench.row("c").heartbeats()).isEqualTo(2);
        assertThat(bench.row("c #2").heartbeats()).isEqualTo(3);
    }

    @Test
    void shouldCallOnWithoutARowWhereThereIsNoneToBeHad() {
        LoopThread thread = bench.thread("excluded-1").call(poll).call(poll);
        bench.check();
        assertThat(bench.rowNames()).isEmpty();
        thread.rename("c").call(poll);
        bench.check();

        assertThat(bench.state("c")).isEqualTo(State.ALIVE);
        bench.threads.call(4711);
        assertThat(bench.troubles).singleElement().asString().contains("calling a poll method");
    }

    @Test
    void shouldBeNoProgressForTheLoopInWhichItIsCalled() {
        LoopThread thread = bench.thread("c").goRound(bench.rx);
        for (int i = 0; i < 9; i++) {
            thread.call(poll);
            bench.check();
        }

        assertThat(bench.row("c", poll).state()).isEqualTo(State.ALIVE);
        assertThat(bench.row("c", bench.rx).state()).isEqualTo(State.DEAD);
    }
}
