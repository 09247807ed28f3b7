package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Methods inside a poll loop whose own loops are progress for it. */
class ProgressTest {

    private final WatchBench bench = new WatchBench();
    private final int inner = bench.loop("com.acme.Inner#poll", LoopPolicy.DEFAULT);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldKeepALoopAliveThatIsInALongBatch() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        for (int i = 0; i < 40; i++) {
            thread.progress();
            bench.check();
        }
        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);

        bench.pass(WatchBench.DEAD_AFTER);
        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    @Test
    void shouldBeatForTheInnermostLoop() {
        LoopThread thread = bench.thread("io").goRound(bench.rx).goRound(inner).progress();
        bench.check();
        assertThat(bench.row("io", inner).heartbeats()).isEqualTo(2);
        assertThat(bench.row("io", bench.rx).heartbeats()).isEqualTo(1);

        thread.leave().progress();
        assertThat(bench.row("io", bench.rx).heartbeats()).isEqualTo(2);
    }

    @Test
    void shouldBeatOnForItsOwnLoopAfterAnInnerOneInTheMiddle() {
        LoopThread thread = bench.thread("io").goRound(bench.rx);
        AtomicLongArray[] words = new AtomicLongArray[1];
        thread.run(() -> words[0] = bench.threads.progress());
        thread.goRound(inner).leave().run(() -> Words.beat(words[0], 1));

        bench.check();
        assertThat(words[0]).isSameAs(thread.words());
        assertThat(bench.row("io", bench.rx).heartbeats()).isEqualTo(2);
    }

    @Test
    void shouldDoNothingThatCanBeSeenOutsideOfPollLoops() {
        LoopThread caller = bench.thread("c").progress().call(bench.rx).progress();
        bench.thread("d").goRound(bench.rx).leave().progress();
        bench.check();

        assertThat(bench.row("c").heartbeats()).isEqualTo(1);
        assertThat(bench.row("d").heartbeats()).isEqualTo(1);
        caller.run(() -> assertThat(bench.threads.progress()).isSameAs(bench.threads.progress()));
    }

    @Test
    void shouldGiveThreadsThatFollowEachOtherWordsOfTheirOwn() {
        assertThat(SpareWords.of(41)).isNotSameAs(SpareWords.of(42)).isSameAs(SpareWords.of(41));
        assertThat(SpareWords.of(Long.MAX_VALUE)).isNotNull();
        assertThat(SpareWords.of(-1)).isNotNull();
    }
}
