package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where the one who is asked whether a thread is idle hangs, fails, or is late. DEAD comes after 2 s otherwise. */
class IdleProbeTroubleTest {

    private static final Duration HALF = WatchBench.DEAD_AFTER.dividedBy(2);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ToldProbe probe = new ToldProbe();
    private final WatchBench bench = new WatchBench(
            Timing.of(WatchBench.INTERVAL, null, null, WatchBench.RETENTION),
            2000,
            new WatchBench.NoDiagnosis(),
            probe);

    @AfterEach
    void close() {
        probe.goOn();
        bench.close();
    }

    @Test
    void shouldWaitHalfAnIntervalForAProbeThatHangsWhereTheThreadRuns() {
        probe.hang();
        probe.allRun();
        stall("rx-0");
        bench.pass(WatchBench.DEAD_AFTER.plus(WatchBench.CHECK_PERIOD));
        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    @Test
    void shouldWaitTwoSecondsForAProbeThatHangsWhereTheThreadWaits() {
        probe.hang();
        stall("rx-0");
        bench.pass(WatchBench.DEAD_AFTER.plus(PATIENCE).minus(WatchBench.CHECK_PERIOD));
        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    @Test
    void shouldTakeBackADeadThatWasGivenBeforeALateAnswer() {
        probe.idle("rx-0").hang();
        stall("rx-0");
        bench.pass(WatchBench.DEAD_AFTER.plus(PATIENCE));
        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
        probe.goOn();
        probe.awaitAnswered(1);
        bench.check();

        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE, State.DEAD, State.SLEEP);
        assertThat(bench.row("rx-0").stalls()).isEqualTo(1);
    }

    @Test
    void shouldTakeNoAnswerToAnEarlierEpisode() {
        probe.idle("rx-0").hang();
        LoopThread thread = stall("rx-0");
        bench.pass(HALF);
        probe.awaitAsked(1);
        thread.beat();
        bench.check();
        probe.goOn();
        probe.awaitAnswered(1);
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
    }

    @Test
    void shouldReportAProbeThatFailsAndCallTheThreadDeadInTime() {
        probe.failBy(new IllegalStateException("no stack today"));
        stall("rx-0");
        bench.pass(HALF);
        await().until(() -> bench.troubles.size() == 1);
        bench.pass(HALF.minus(WatchBench.CHECK_PERIOD));
        await().until(() -> bench.troubles.size() == 2);
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
        assertThat(bench.troubles)
                .allMatch(
                        ("asking whether threads are idle: " + "java.lang.IllegalStateException: no stack today")
                                ::equals);
    }

    private LoopThread stall(String name) {
        LoopThread thread = bench.thread(name).goRound(bench.rx);
        bench.check();
        return thread;
    }
}
