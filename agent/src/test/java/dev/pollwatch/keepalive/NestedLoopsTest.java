package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NestedLoopsTest {

    private final WatchBench bench = new WatchBench();
    private final int outer = bench.loop("com.acme.Outer#run", LoopPolicy.DEFAULT);
    private final int inner = bench.loop("com.acme.Inner#poll", LoopPolicy.DEFAULT);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldShowTheOuterLoopAsleepInTheInnerOne() {
        LoopThread thread = bench.thread("io").goRound(outer).goRound(inner);
        for (int i = 0; i < 100; i++) {
            thread.beat();
            bench.check();
        }

        assertThat(stateOf(outer)).isEqualTo(State.SLEEP);
        assertThat(row(outer).diagnosis().line()).isEqualTo("in com.acme.Inner#poll");
        assertThat(stateOf(inner)).isEqualTo(State.ALIVE);
    }

    @Test
    void shouldCallOnlyTheInnerLoopDeadWhenItStalls() {
        bench.thread("io").goRound(outer).goRound(inner);
        bench.pass(Duration.ofMinutes(1));

        assertThat(stateOf(inner)).isEqualTo(State.DEAD);
        assertThat(stateOf(outer)).isEqualTo(State.SLEEP);
    }

    @Test
    void shouldTakeTheEndOfTheInnerLoopForProgressOfTheOuterOne() {
        LoopThread thread = bench.thread("io").goRound(outer).goRound(inner);
        bench.pass(Duration.ofHours(1));
        thread.leave();
        bench.pass(WatchBench.DEAD_AFTER);
        assertThat(stateOf(outer)).isNotEqualTo(State.DEAD);
        bench.check();
        assertThat(stateOf(outer)).isEqualTo(State.DEAD);
        assertThat(row(outer).stallNanos()).isEqualTo(WatchBench.DEAD_AFTER.toNanos());
    }

    @Test
    void shouldShowEachOuterLoopInTheLoopThatItCalled() {
        LoopThread thread = bench.thread("io")
                .goRound(bench.rx)
                .goRound(outer)
                .goRound(inner)
                .fallAsleep();
        bench.pass(WatchBench.INTERVAL);
        assertThat(row(bench.rx).diagnosis().detail()).isEqualTo("in com.acme.Outer#run");
        assertThat(row(outer).diagnosis().detail()).isEqualTo("in com.acme.Inner#poll");
        assertThat(row(inner).state()).isEqualTo(State.SLEEP);

        thread.wake().leave();
        bench.pass(WatchBench.INTERVAL);
        assertThat(row(bench.rx).diagnosis().detail()).isEqualTo("in com.acme.Outer#run");
        assertThat(row(outer).diagnosis()).isEqualTo(Diagnosis.NONE);
        assertThat(row(outer).state()).isEqualTo(State.ALIVE);
    }

    @Test
    void shouldCallBothLoopsDeadThatAThrowableLeft() {
        RuntimeException thrown = new IllegalStateException();
        bench.thread("io").goRound(outer).goRound(inner).leaveBy(thrown).leaveBy(thrown);
        bench.check();

        assertThat(stateOf(inner)).isEqualTo(State.DEAD);
        assertThat(stateOf(outer)).isEqualTo(State.DEAD);
    }

    @Test
    void shouldCallOnlyTheInnerLoopDeadWhereTheOuterOneCatches() {
        LoopThread thread = bench.thread("io").goRound(outer).goRound(inner).leaveBy(new IllegalStateException());
        bench.pass(Duration.ofSeconds(1));
        thread.beat();
        bench.check();

        assertThat(stateOf(inner)).isEqualTo(State.DEAD);
        assertThat(stateOf(outer)).isEqualTo(State.ALIVE);
    }

    @Test
    void shouldLeaveTheInnerLoopsTooThatNobodySawEnding() {
        LoopThread thread = bench.thread("io").goRound(outer);
        AtomicLongArray words = thread.words();
        thread.goRound(inner).goRound(bench.rx).run(() -> bench.threads.leave(words, null));
        bench.check();

        assertThat(bench.snapshot().count(State.UNUSED)).isEqualTo(3);
    }

    @Test
    void shouldRestoreTheInnerLoopAfterRecursion() {
        LoopThread thread = bench.thread("io").goRound(outer).goRound(inner).goRound(outer);
        bench.pass(WatchBench.INTERVAL);
        assertThat(row(outer).state()).isEqualTo(State.ALIVE);
        assertThat(row(inner).diagnosis().detail()).isEqualTo("in com.acme.Outer#run");
        thread.leave();
        for (int i = 0; i < 8; i++) {
            thread.beat();
            bench.check();
        }
        assertThat(row(outer).diagnosis().detail()).isEqualTo("in com.acme.Inner#poll");
        assertThat(row(inner).state()).isEqualTo(State.ALIVE);
    }

    @Test
    void shouldBeAwakeInARecursionFromASleepPointAndAsleepAgainAfterIt() {
        LoopThread thread = bench.thread("io").goRound(outer).fallAsleep().enter(outer);
        assertThat(asleep(thread)).isFalse();
        thread.beat().leave();
        assertThat(asleep(thread)).isTrue();
        thread.wake();
        assertThat(asleep(thread)).isFalse();
    }

    @Test
    void shouldWakeALoopThatAThrowableLeftOutOfASleepPoint() {
        LoopThread thread = bench.thread("io").goRound(outer).fallAsleep();
        AtomicLongArray words = thread.words();
        thread.leaveBy(new IllegalStateException());
        assertThat(HeartbeatWords.asleep(HeartbeatWords.sleep(words))).isFalse();
        thread.enter(outer);
        assertThat(asleep(thread)).isFalse();
    }

    @Test
    void shouldWakeTheRowOfAThreadThatEndedAsleepForTheNextOne() {
        bench.thread("io").goRound(outer).fallAsleep().close();
        LoopThread next = bench.thread("io").enter(outer);
        assertThat(asleep(next)).isFalse();
    }

    @Test
    void shouldMarkTheInnermostLoopAsleepInAMethodThatASleepRuleNames() {
        LoopThread thread = bench.thread("io").goRound(outer).goRound(inner);
        AtomicLongArray[] slept = new AtomicLongArray[2];
        thread.run(() -> slept[0] = bench.threads.fallAsleep());
        thread.run(() -> slept[1] = bench.threads.fallAsleep());
        assertThat(slept).containsExactly(thread.words(), null);
        assertThat(asleep(thread)).isTrue();

        thread.run(() -> bench.threads.wake(slept[1]));
        assertThat(asleep(thread)).isTrue();
        thread.run(() -> bench.threads.wake(slept[0]));
        assertThat(asleep(thread)).isFalse();
    }

    @Test
    void shouldMarkNothingAsleepOutsideOfAnyLoop() {
        assertThat(bench.threads.fallAsleep()).isNull();
        bench.threads.wake(null);
    }

    private static boolean asleep(LoopThread thread) {
        return HeartbeatWords.asleep(HeartbeatWords.sleep(thread.words()));
    }

    private Row row(int loop) {
        String name = bench.loops.byId(loop).name();
        return bench.snapshot().rows().stream()
                .filter(row -> row.loop().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private State stateOf(int loop) {
        return row(loop).state();
    }
}
