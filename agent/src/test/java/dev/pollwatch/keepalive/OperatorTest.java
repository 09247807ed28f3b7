package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What an operator may do: acknowledge a row, ask for a stack. */
class OperatorTest {

    private static final String RX_0 = "rx-0|com.acme.Rx#poll";

    private final WatchBench bench = new WatchBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldTurnAnAcknowledgedRowUnusedForGood() {
        bench.thread("rx-0").goRound(bench.rx).leaveBy(new IllegalStateException());
        bench.check();
        bench.watch.acknowledge(RX_0);
        assertThat(bench.watch.snapshot().count(State.DEAD)).isZero();
        bench.pass(Duration.ofSeconds(10));

        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.DEAD, State.UNUSED);
    }

    @Test
    void shouldTurnAnAcknowledgedRowUnusedWhoseThreadEndedInTheLoop() {
        bench.thread("rx-0").goRound(bench.rx).close();
        bench.check();
        bench.watch.acknowledge(RX_0);
        bench.pass(Duration.ofSeconds(10));

        assertThat(bench.state("rx-0")).isEqualTo(State.UNUSED);
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
    }

    @Test
    void shouldRefuseToAcknowledgeARowThatDoesNotExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.watch.acknowledge("rx-7|com.acme.Rx#poll"))
                .withMessageContaining("no row \"rx-7|com.acme.Rx#poll\"");
    }

    @Test
    void shouldRefuseToAcknowledgeARowThatIsNotDead() {
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.watch.acknowledge(RX_0))
                .withMessageContaining("is ALIVE");
    }

    @Test
    void shouldRefuseToAcknowledgeAStallThatLasts() {
        bench.thread("rx-0").goRound(bench.rx);
        bench.pass(Duration.ofSeconds(5));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.watch.acknowledge(RX_0))
                .withMessageContaining("still runs the loop");
        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    @Test
    void shouldGiveTheStackOfTheThreadOfARow() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        assertThat(bench.watch.threadStack(RX_0))
                .isEqualTo("stack of " + thread.thread().getName());
    }

    @Test
    void shouldRefuseTheStackOfARowThatDoesNotExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.watch.threadStack("nobody"))
                .withMessageContaining("<thread name>|<loop>");
    }

    @Test
    void shouldGiveASnapshotToAReaderThatWasInterrupted() {
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        Thread.currentThread().interrupt();
        try {
            assertThat(bench.snapshot().rows()).hasSize(1);
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
    }
}
