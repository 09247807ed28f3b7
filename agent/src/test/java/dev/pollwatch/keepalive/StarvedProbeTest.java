package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A machine on which who asks whether threads are idle comes late, or an answer gets lost. DEAD after 2 s, asked about at 1 s. */
class StarvedProbeTest {

    private static final Duration HALF = WatchBench.DEAD_AFTER.dividedBy(2);

    /** From the question on. */
    private static final Duration STARVED = Duration.ofSeconds(10);

    private final ToldProbe probe = new ToldProbe();
    private final WatchBench bench = new WatchBench(
            Timing.of(WatchBench.INTERVAL, null, null, WatchBench.RETENTION), 100, new WatchBench.NoDiagnosis(), probe);

    @AfterEach
    void close() {
        probe.goOn();
        bench.close();
    }

    @Test
    void shouldWaitTenSecondsForAProbeThatIsStarvedWhereTheThreadWaits() {
        probe.idle("rx-0").starve();
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.pass(HALF);
        probe.awaitHanging();
        bench.pass(STARVED.minus(WatchBench.CHECK_PERIOD));
        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    @Test
    void shouldNotCallAnIdleThreadDeadWhereTheProbeIsStarvedForSomeSeconds() {
        probe.idle("rx-0");
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.pass(HALF);
        probe.awaitAnswered(1);
        bench.pass(HALF);
        probe.awaitAnswered(2);
        probe.starve();
        bench.pass(HALF);
        probe.awaitAsked(3);
        probe.awaitHanging();
        bench.pass(STARVED.minus(WatchBench.CHECK_PERIOD.multipliedBy(6)));
        probe.goOn();
        probe.awaitAnswered(3);
        bench.pass(HALF);

        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE, State.SLEEP);
    }

    @Test
    void shouldAskAgainAfterAMinuteInWhichAnAnswerWasLost() {
        probe.hang();
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.pass(Duration.ofSeconds(63));
        probe.goOn();

        probe.awaitAnswered(2);
        assertThat(probe.timesAsked()).isEqualTo(2);
    }
}
