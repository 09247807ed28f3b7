package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A probe that may not look at a thread just now, because of what others do. Checks come every 250 ms; DEAD after 2 s, asked about at 1 s. */
class ProbeInTheWayTest {

    private static final Duration HALF = WatchBench.DEAD_AFTER.dividedBy(2);

    private final ToldProbe probe = new ToldProbe();
    private final WatchBench bench = new WatchBench(
            Timing.of(WatchBench.INTERVAL, null, null, WatchBench.RETENTION), 100, new WatchBench.NoDiagnosis(), probe);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldAskAgainAtEachCheckWhereOthersAreInTheWayAndWaitForTheAnswer() {
        probe.finds("rx-0", IdleProbe.Kind.NOT_NOW);
        stall("rx-0");
        for (int i = 1; i <= 20; i++) {
            bench.pass(i == 1 ? HALF : WatchBench.CHECK_PERIOD);
            probe.awaitAnswered(i);
        }
        probe.idle("rx-0");
        bench.check();
        probe.awaitAnswered(21);
        bench.check();

        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE, State.SLEEP);
    }

    @Test
    void shouldNotWaitForeverWhereOthersStayInTheWay() {
        probe.finds("rx-0", IdleProbe.Kind.NOT_NOW);
        stall("rx-0");
        int asked = 0;
        while (bench.state("rx-0") == State.ALIVE && asked < 100) {
            bench.check();
            probe.awaitAnswered(Math.max(0, probe.timesAsked()));
            asked++;
        }

        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE, State.DEAD);
        assertThat(WatchBench.CHECK_PERIOD.multipliedBy(asked))
                .isBetween(WatchBench.DEAD_AFTER.plusSeconds(10), WatchBench.DEAD_AFTER.plusSeconds(11));
    }

    @Test
    void shouldHandOnWhereAThreadWasFoundIdleBefore() {
        probe.idle("rx-0");
        LoopThread thread = stall("rx-0");
        bench.pass(HALF);
        probe.awaitAnswered(1);
        bench.check();
        thread.beat();
        bench.check();
        bench.pass(HALF);
        probe.awaitAnswered(2);

        IdleProbe.Question second = probe.asked().get(1);
        assertThat(second.last()).isNull();
        assertThat(second.idle()).isNotNull().extracting(IdleProbe.Answer::kind).isEqualTo(IdleProbe.Kind.IDLE);
    }

    private LoopThread stall(String name) {
        LoopThread thread = bench.thread(name).goRound(bench.rx);
        bench.check();
        return thread;
    }
}
