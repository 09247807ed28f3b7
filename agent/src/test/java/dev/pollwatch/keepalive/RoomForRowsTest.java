package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that get no row: because there are {@code max-threads} rows already, or because their names are excluded. */
class RoomForRowsTest {

    private final WatchBench bench = new WatchBench(
            Timing.of(WatchBench.INTERVAL, null, null, WatchBench.RETENTION), 2, new WatchBench.NoDiagnosis());
    private final int inner = bench.loop("com.acme.Inner#poll", LoopPolicy.DEFAULT);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldCountTheThreadsForWhichThereIsNoRoom() {
        for (int i = 0; i < 5; i++) {
            bench.thread("rx-" + i).goRound(bench.rx);
        }
        bench.check();

        assertThat(bench.rowNames()).containsExactly("rx-0", "rx-1");
        assertThat(bench.snapshot().overflowThreads()).isEqualTo(3);
    }

    @Test
    void shouldCountAThreadOnceHoweverOftenItComes() {
        fill();
        LoopThread late = bench.thread("late");
        for (int i = 0; i < 10; i++) {
            late.goRound(bench.rx).goRound(inner).leave().leave();
        }

        assertThat(bench.snapshot().overflowThreads()).isEqualTo(2);
    }

    @Test
    void shouldGiveRoomAgainWhenARowHasGone() {
        LoopThread first = bench.thread("rx-0").goRound(bench.rx).leave();
        bench.thread("rx-1").goRound(bench.rx).fallAsleep();
        LoopThread late = bench.thread("late").goRound(bench.rx).leave();
        first.close();
        bench.check();
        bench.pass(WatchBench.RETENTION);
        assertThat(bench.rowNames()).containsExactly("rx-1");
        late.goRound(bench.rx);
        bench.check();

        assertThat(bench.rowNames()).containsExactly("late", "rx-1");
        assertThat(bench.snapshot().overflowThreads()).isEqualTo(1);
    }

    @Test
    void shouldLetANewThreadTakeOverARowThoughThereIsNoRoomForAnother() {
        LoopThread first = bench.thread("rx-0").goRound(bench.rx);
        bench.thread("rx-1").goRound(bench.rx);
        first.close();
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();

        assertThat(bench.row("rx-0").incarnation()).isEqualTo(2);
        assertThat(bench.snapshot().overflowThreads()).isZero();
    }

    @Test
    void shouldNotCallAnOuterLoopDeadWhileItsThreadIsInALoopForWhichThereIsNoRoom() {
        bench.thread("rx-0").goRound(bench.rx);
        LoopThread thread = bench.thread("rx-1").goRound(bench.rx).goRound(inner);
        bench.pass(Duration.ofMinutes(1));
        assertThat(bench.row("rx-1").state()).isEqualTo(State.SLEEP);
        assertThat(bench.row("rx-1").diagnosis().detail()).isEqualTo("in com.acme.Inner#poll");

        thread.leaveBy(new IllegalStateException());
        for (int i = 0; i < 4; i++) {
            thread.beat();
            bench.check();
        }
        assertThat(bench.row("rx-1").state()).isEqualTo(State.ALIVE);
    }

    @Test
    void shouldGiveAThreadWithoutARowWordsOfItsOwn() {
        fill();
        LoopThread one = bench.thread("late-1").goRound(bench.rx);
        LoopThread other = bench.thread("late-2").goRound(bench.rx);
        AtomicLongArray words = one.words();

        assertThat(words).isNotNull().isNotSameAs(other.words());
        one.leave().goRound(inner);
        assertThat(one.words()).isSameAs(words);
        one.leaveBy(new IllegalStateException());
    }

    @Test
    void shouldGiveNoRowToAThreadWhoseNameIsExcludedAndNotCountIt() {
        LoopThread thread = bench.thread("excluded-1").goRound(bench.rx);
        bench.check();
        assertThat(bench.rowNames()).isEmpty();
        assertThat(bench.snapshot().overflowThreads()).isZero();

        thread.leave().rename("rx-0").goRound(bench.rx);
        bench.check();
        assertThat(bench.rowNames()).containsExactly("rx-0");
    }

    @Test
    void shouldGiveWordsEvenWhereALoopIsUnknown() {
        AtomicLongArray words = bench.threads.enter(4711);

        assertThat(words).isNotNull();
        bench.threads.leave(words, null);
        assertThat(bench.troubles).singleElement().asString().contains("entering a poll loop");
    }

    private void fill() {
        bench.thread("rx-0").goRound(bench.rx);
        bench.thread("rx-1").goRound(bench.rx);
    }
}
