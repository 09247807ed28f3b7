package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A stall that lasts is looked at again. */
class RefreshedDiagnosisTest {

    private final Finder finder = new Finder();
    private final List<String> rediagnosed = new CopyOnWriteArrayList<>();
    private final WatchBench bench =
            new WatchBench(Timing.of(WatchBench.INTERVAL, null, null, WatchBench.RETENTION), 100, finder);

    @BeforeEach
    void listen() {
        bench.watch.addListener(new KeepaliveListener() {
            @Override
            public void rediagnosed(Row row, Diagnosis before) {
                rediagnosed.add(
                        row.name() + " " + before.word() + " " + row.diagnosis().word());
            }
        });
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldLookAgainAtGrowingIntervals() {
        bench.thread("rx-0").goRound(bench.rx);
        die();
        awaitLooks(1);
        bench.pass(Duration.ofSeconds(2));
        awaitLooks(2);
        bench.pass(Duration.ofSeconds(6));
        awaitLooks(3);
        bench.pass(Duration.ofSeconds(21));
        assertThat(finder.found).hasSize(3);
        bench.pass(Duration.ofSeconds(1));
        awaitLooks(4);
        bench.pass(Duration.ofSeconds(90));
        awaitLooks(5);
        bench.pass(Duration.ofSeconds(600));
        awaitLooks(6);
        bench.pass(Duration.ofSeconds(600));
        awaitLooks(7);
        assertThat(finder.found).hasSize(7);
    }

    @Test
    void shouldShowWhatAStallHasTurnedIntoAndTellIt() {
        bench.thread("rx-0").goRound(bench.rx);
        finder.word = "BLOCKED";
        die();
        awaitWord("BLOCKED");
        bench.check();
        finder.word = "SPINNING";
        bench.pass(Duration.ofSeconds(2));
        awaitWord("SPINNING");
        bench.check();

        await().untilAsserted(() -> assertThat(rediagnosed).containsExactly("rx-0 BLOCKED SPINNING"));
        assertThat(bench.row("rx-0").lastStalls().get(0).diagnosis().word()).isEqualTo("SPINNING");
    }

    @Test
    void shouldTellNothingWhereTheWordStaysTheSame() {
        bench.thread("rx-0").goRound(bench.rx);
        die();
        awaitLooks(1);
        bench.pass(Duration.ofSeconds(40));
        awaitLooks(2);
        bench.announced();

        assertThat(rediagnosed).isEmpty();
    }

    @Test
    void shouldNotLookAgainOnceTheStallIsOver() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        die();
        awaitLooks(1);
        for (int i = 0; i < 40; i++) {
            thread.beat();
            bench.check();
        }

        assertThat(finder.found).hasSize(1);
    }

    @Test
    void shouldNotLookAgainWhereTheLoopWasLeft() {
        bench.thread("rx-0").goRound(bench.rx).leaveBy(new IllegalStateException());
        bench.check();
        awaitLooks(1);
        bench.pass(Duration.ofSeconds(60));

        assertThat(finder.found).hasSize(1);
    }

    /** Until it is just DEAD. */
    private void die() {
        bench.check();
        while (bench.state("rx-0") != State.DEAD) {
            bench.check();
        }
    }

    private void awaitLooks(int looks) {
        await().untilAsserted(() -> assertThat(finder.found).hasSizeGreaterThanOrEqualTo(looks));
    }

    private void awaitWord(String word) {
        await().untilAsserted(
                        () -> assertThat(bench.row("rx-0").diagnosis().word()).isEqualTo(word));
    }

    private static final class Finder extends WatchBench.NoDiagnosis {

        private final List<Case> found = new CopyOnWriteArrayList<>();
        private volatile String word = "WAITING";

        @Override
        Diagnosis diagnose(Case one) {
            found.add(one);
            return Diagnosis.of(word, "somewhere");
        }
    }
}
