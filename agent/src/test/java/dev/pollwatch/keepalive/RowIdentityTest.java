package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RowIdentityTest {

    private final WatchBench bench = new WatchBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldLetANewThreadOfTheSameNameTakeOverTheRow() {
        bench.thread("rx-0").enter(bench.rx).beat(3).leave().close();
        bench.check();
        long serial = bench.row("rx-0").serial();
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();

        Row row = bench.row("rx-0");
        assertThat(bench.rowNames()).containsExactly("rx-0");
        assertThat(row.serial()).isEqualTo(serial);
        assertThat(row.incarnation()).isEqualTo(2);
        assertThat(row.heartbeats()).isEqualTo(4);
    }

    @Test
    void shouldEndTheDeathOfARowWithTheThreadThatTakesItOver() {
        bench.thread("rx-0").goRound(bench.rx).close();
        bench.check();
        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        assertThat(bench.row("rx-0").incarnation()).isEqualTo(2);
    }

    @Test
    void shouldNotCountTheReturnOfTheSameThreadAsAnIncarnation() {
        LoopThread thread = bench.thread("rx-0");
        for (int i = 0; i < 10; i++) {
            thread.goRound(bench.rx).leave();
        }
        bench.check();

        assertThat(bench.row("rx-0").incarnation()).isEqualTo(1);
    }

    @Test
    void shouldNumberLiveThreadsOfTheSameName() {
        bench.thread("rx").goRound(bench.rx);
        LoopThread second = bench.thread("rx").goRound(bench.rx);
        bench.thread("rx").goRound(bench.rx);
        bench.check();
        assertThat(bench.rowNames()).containsExactly("rx", "rx #2", "rx #3");

        second.close();
        bench.check();
        bench.thread("rx").goRound(bench.rx);
        bench.check();
        assertThat(bench.rowNames()).containsExactly("rx", "rx #2", "rx #3");
        assertThat(bench.row("rx #2").incarnation()).isEqualTo(2);
    }

    @Test
    void shouldGiveAThreadBackTheRowItHadLast() {
        LoopThread first = bench.thread("rx").goRound(bench.rx).leave();
        LoopThread second = bench.thread("rx").goRound(bench.rx);
        first.goRound(bench.rx);
        bench.check();
        first.leave();
        second.leave();
        for (int i = 0; i < 5; i++) {
            first.goRound(bench.rx).leave();
            second.goRound(bench.rx).leave();
        }
        bench.check();

        assertThat(bench.row("rx").incarnation()).isEqualTo(2);
        assertThat(bench.row("rx #2").incarnation()).isEqualTo(1);
        assertThat(bench.row("rx").heartbeats()).isEqualTo(7);
        assertThat(bench.row("rx #2").heartbeats()).isEqualTo(6);
    }

    @Test
    void shouldKeepARowForEachLoopOfAThread() {
        int tx = bench.loop("com.acme.Tx#run", LoopPolicy.DEFAULT);
        bench.thread("io").goRound(bench.rx).leave().goRound(tx);
        bench.check();

        assertThat(bench.snapshot().rows())
                .extracting(Row::key)
                .containsExactly("io|com.acme.Rx#poll", "io|com.acme.Tx#run");
    }

    @Test
    void shouldReuseTheRowUnderRecursion() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx).goRound(bench.rx);
        bench.check();
        assertThat(bench.rowNames()).containsExactly("rx-0");
        assertThat(bench.row("rx-0").heartbeats()).isEqualTo(2);
        thread.leave();
        bench.check();
        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        thread.leave();
        bench.check();
        assertThat(bench.state("rx-0")).isEqualTo(State.UNUSED);
    }

    @Test
    void shouldLetTheRowOfAnEndedThreadGoAfterRetention() {
        bench.thread("rx-0").goRound(bench.rx).leave().close();
        bench.check();
        bench.pass(WatchBench.RETENTION.minus(WatchBench.CHECK_PERIOD));
        assertThat(bench.rowNames()).containsExactly("rx-0");
        bench.check();
        assertThat(bench.rowNames()).isEmpty();
        assertThat(bench.announced().removed()).containsExactly("rx-0");
    }

    @Test
    void shouldCountRetentionFromTheEndOfTheThreadAndNotOfTheLoop() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx).leave();
        bench.pass(WatchBench.RETENTION.multipliedBy(3));
        assertThat(bench.rowNames()).containsExactly("rx-0");
        thread.close();
        bench.check();
        assertThat(bench.rowNames()).containsExactly("rx-0");
        bench.pass(WatchBench.RETENTION);
        assertThat(bench.rowNames()).isEmpty();
    }

    @Test
    void shouldKeepTheRowOfADeadLoopUntilItIsAcknowledged() {
        bench.thread("rx-0")
                .goRound(bench.rx)
                .leaveBy(new IllegalStateException())
                .close();
        bench.thread("rx-1").goRound(bench.rx).close();
        bench.pass(WatchBench.RETENTION.multipliedBy(2));
        assertThat(bench.rowNames()).containsExactly("rx-0", "rx-1");
        assertThat(bench.snapshot().count(State.DEAD)).isEqualTo(2);

        bench.watch.acknowledge("rx-0|com.acme.Rx#poll");
        bench.watch.acknowledge("rx-1|com.acme.Rx#poll");
        bench.check();
        assertThat(bench.snapshot().count(State.UNUSED)).isEqualTo(2);
        bench.pass(WatchBench.RETENTION);
        assertThat(bench.rowNames()).isEmpty();
    }

    @Test
    void shouldGiveANewRowToAThreadWhoseOldOneHasGone() {
        bench.thread("rx-0").goRound(bench.rx).leave().close();
        bench.check();
        long serial = bench.row("rx-0").serial();
        bench.pass(WatchBench.RETENTION);
        assertThat(bench.rowNames()).isEmpty();
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();

        assertThat(bench.row("rx-0").serial()).isGreaterThan(serial);
        assertThat(bench.row("rx-0").incarnation()).isEqualTo(1);
    }

    @Test
    void shouldLetTheRowsOfARenamedThreadGoAfterRetention() {
        LoopThread thread = bench.thread("job-0");
        for (int job = 1; job <= 5; job++) {
            thread.goRound(bench.rx).leave().rename("job-" + job);
        }
        bench.check();
        assertThat(bench.rowNames()).hasSize(5);
        bench.pass(WatchBench.RETENTION.minus(Duration.ofSeconds(1)));
        thread.goRound(bench.rx);
        bench.pass(Duration.ofSeconds(1));

        assertThat(bench.rowNames()).containsExactly("job-5");
        thread.leave().rename("job-0").goRound(bench.rx);
        bench.check();
        assertThat(bench.rowNames()).containsExactly("job-0", "job-5");
    }

    @Test
    void shouldKeepOneRowThroughAThousandTakeovers() {
        for (int i = 0; i < 1000; i++) {
            LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
            if (i % 2 == 0) {
                thread.leaveBy(new IllegalStateException());
            }
            thread.close();
            bench.check();
        }

        assertThat(bench.rowNames()).containsExactly("rx-0");
        assertThat(bench.row("rx-0").incarnation()).isEqualTo(1000);
        assertThat(bench.row("rx-0").heartbeats()).isEqualTo(1000);
        assertThat(bench.threads.rows()).hasSize(1);
        assertThat(bench.troubles).isEmpty();
    }
}
