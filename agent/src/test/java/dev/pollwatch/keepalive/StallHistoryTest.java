package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StallHistoryTest {

    private final ToldDiagnoser diagnoser = new ToldDiagnoser();
    private final WatchBench bench =
            new WatchBench(Timing.of(WatchBench.INTERVAL, null, null, WatchBench.RETENTION), 100, diagnoser);

    @AfterEach
    void close() {
        diagnoser.let.release(1000);
        bench.close();
    }

    @Test
    void shouldShowThePresentStallWithItsStartAndItsGrowingLength() {
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        long began = bench.clock.epochMillis();
        bench.pass(Duration.ofSeconds(3));
        diagnosed("rx-0");

        assertThat(bench.row("rx-0").lastStalls())
                .containsExactly(new Stall(
                        began,
                        Duration.ofSeconds(3).toNanos(),
                        false,
                        new Diagnosis("STALLED", "detail 1", "frame 1")));
    }

    @Test
    void shouldKeepWhatWasFoundWhenTheThreadHasRecovered() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.pass(Duration.ofSeconds(3));
        diagnosed("rx-0");
        thread.beat();
        bench.check();
        bench.pass(Duration.ofSeconds(1));

        Row row = bench.row("rx-0");
        assertThat(row.diagnosis()).isEqualTo(Diagnosis.NONE);
        assertThat(row.lastStalls()).singleElement().satisfies(stall -> {
            assertThat(stall.over()).isTrue();
            assertThat(stall.nanos()).isEqualTo(Duration.ofMillis(3250).toNanos());
            assertThat(stall.diagnosis()).isEqualTo(new Diagnosis("STALLED", "detail 1", "frame 1"));
        });
    }

    @Test
    void shouldSayOfAStallThatEndedBeforeItWasLookedAtThatItDid() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.pass(WatchBench.DEAD_AFTER);
        thread.beat();
        bench.check();
        diagnosed("rx-0");

        assertThat(bench.row("rx-0").lastStalls())
                .singleElement()
                .satisfies(stall -> assertThat(stall.diagnosis().detail())
                        .isEqualTo("detail 1 (it went on before this was looked at)"));
        assertThat(bench.row("rx-0").diagnosis()).isEqualTo(Diagnosis.NONE);
    }

    @Test
    void shouldAnnounceTheEndOfAStallWithTheReasonForIt() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.pass(WatchBench.DEAD_AFTER);
        thread.beat();
        bench.check();
        diagnoser.let.release();

        assertThat(bench.announced().changes()).last().satisfies(recovered -> {
            assertThat(recovered.from()).isEqualTo(State.DEAD);
            assertThat(recovered.row().diagnosis()).isEqualTo(Diagnosis.NONE);
            assertThat(recovered.stall().over()).isTrue();
            assertThat(recovered.stall().diagnosis().detail()).startsWith("detail 1");
        });
        assertThat(bench.announced().changes().get(0).stall()).isNull();
    }

    @Test
    void shouldAnnounceADeathWithTheWholeStack() {
        diagnoser.stacks.put(1, "frame\n".repeat(1000));
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.pass(WatchBench.DEAD_AFTER);
        diagnosed("rx-0");

        StateChange dead = bench.announced().changes().get(1);
        assertThat(dead.row().diagnosis().stack()).hasSize(6000);
        assertThat(dead.stall().diagnosis().stack()).hasSize(6000);
        assertThat(bench.row("rx-0").diagnosis().stack()).hasSize(6000);
        assertThat(bench.row("rx-0").lastStalls().get(0).diagnosis().stack())
                .hasSizeLessThanOrEqualTo(StallHistory.LONGEST_STACK + 2)
                .endsWith("frame\n…");
    }

    @Test
    void shouldKeepTheLastEightStallsOnlyAndStillCountAndAddUpAll() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        diagnoser.let.release(1000);
        for (int i = 0; i < 20; i++) {
            bench.pass(WatchBench.DEAD_AFTER);
            await().until(() -> !bench.row("rx-0").diagnosis().detail().isEmpty());
            thread.beat();
            bench.check();
        }

        Row row = bench.row("rx-0");
        assertThat(row.stalls()).isEqualTo(20);
        assertThat(row.stallNanos()).isEqualTo(Duration.ofMillis(20 * 2250).toNanos());
        assertThat(row.lastStalls()).hasSize(StallHistory.MOST_KEPT);
        assertThat(row.lastStalls())
                .extracting(stall -> stall.diagnosis().detail())
                .startsWith("detail 20", "detail 19")
                .endsWith("detail 13");
    }

    @Test
    void shouldShowAStallThatEndedInAnExceptionAsOneWithTheLaterReason() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.pass(Duration.ofSeconds(3));
        diagnosed("rx-0");
        thread.leaveBy(new IllegalStateException());
        bench.check();
        diagnosed("rx-0");

        assertThat(bench.row("rx-0").lastStalls()).singleElement().satisfies(stall -> {
            assertThat(stall.over()).isFalse();
            assertThat(stall.diagnosis().word()).isEqualTo("THREW");
            assertThat(stall.diagnosis().detail()).isEqualTo("detail 2");
        });
    }

    @Test
    void shouldNotLetTheReasonOfAnEarlierVerdictReplaceThatOfALaterOne() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.pass(Duration.ofSeconds(3));
        thread.leaveBy(new IllegalStateException());
        bench.check();
        assertThat(bench.row("rx-0").lastStalls().get(0).diagnosis().word()).isEqualTo("THREW");
        diagnoser.let.release();
        await().until(() -> diagnoser.asked() == 2);

        assertThat(bench.row("rx-0").lastStalls())
                .extracting(stall -> stall.diagnosis().word())
                .containsExactly("THREW");
        assertThat(bench.row("rx-0").diagnosis().word()).isEqualTo("THREW");
    }

    /** Lets the diagnosis come that is waited for. */
    private void diagnosed(String name) {
        diagnoser.let.release();
        await().until(() ->
                !bench.row(name).lastStalls().get(0).diagnosis().detail().isEmpty());
        await().until(() ->
                bench.row(name).lastStalls().get(0).diagnosis().detail().contains(" " + diagnoser.asked()));
    }

    /** Finds something out when it is allowed to. */
    private static final class ToldDiagnoser extends WatchBench.NoDiagnosis {

        private final Semaphore let = new Semaphore(0);
        private final Map<Integer, String> stacks = new ConcurrentHashMap<>();
        private final List<Case> cases = new CopyOnWriteArrayList<>();

        @Override
        public Diagnosis diagnose(Case found) {
            cases.add(found);
            int number = cases.size();
            let.acquireUninterruptibly();
            return new Diagnosis(
                    found.cause().name(), "detail " + number, stacks.getOrDefault(number, "frame " + number));
        }

        int asked() {
            return cases.size();
        }
    }
}
