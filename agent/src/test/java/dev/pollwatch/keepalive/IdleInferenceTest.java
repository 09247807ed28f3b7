package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Checks come every 250 ms; DEAD after 2 s, so that a row is asked about at 1 s and at 1.75 s. */
class IdleInferenceTest {

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
    void shouldLetAnIdleThreadSleepAndNeverCallItDead() {
        probe.idle("rx-0");
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        for (int halves = 1; halves <= 40; halves++) {
            bench.pass(HALF);
            probe.awaitAnswered(halves);
        }

        assertThat(bench.row("rx-0").state()).isEqualTo(State.SLEEP);
        assertThat(bench.row("rx-0").diagnosis()).isEqualTo(Diagnosis.of("", "idle in Queue.take"));
        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE, State.SLEEP);
    }

    @Test
    void shouldNotAskAboutAThreadThatGoesRoundOrSleepsOrWaitsForAnInnerLoop() {
        LoopThread round = bench.thread("rx-0").goRound(bench.rx);
        bench.thread("rx-1").goRound(bench.rx).fallAsleep();
        bench.thread("rx-2")
                .goRound(bench.rx)
                .enter(bench.loop("com.acme.Inner#loop", LoopPolicy.DEFAULT))
                .fallAsleep();
        bench.thread("rx-3").goRound(bench.rx).leave();
        for (int i = 0; i < 40; i++) {
            bench.check();
            round.beat();
        }

        assertThat(probe.timesAsked()).isZero();
    }

    @Test
    void shouldCallABusyThreadDeadInTimeAfterAskingTwice() {
        probe.finds("rx-0", IdleProbe.Kind.BUSY);
        stall("rx-0");
        bench.pass(HALF);
        probe.awaitAnswered(1);
        bench.pass(HALF.minus(WatchBench.CHECK_PERIOD));
        probe.awaitAnswered(2);
        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    @Test
    void shouldFindAThreadIdleThatWasBusyAtFirst() {
        probe.finds("rx-0", IdleProbe.Kind.BUSY);
        stall("rx-0");
        bench.pass(HALF);
        probe.awaitAnswered(1);
        probe.idle("rx-0");
        bench.pass(HALF.minus(WatchBench.CHECK_PERIOD));
        probe.awaitAnswered(2);
        bench.check();

        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE, State.SLEEP);
    }

    @Test
    void shouldCallAThreadDeadThatIsFoundInNoMethodOfItsLoop() {
        probe.finds("rx-0", IdleProbe.Kind.ABSENT);
        stall("rx-0");
        bench.pass(HALF);
        probe.awaitAnswered(1);
        bench.pass(HALF.minus(WatchBench.CHECK_PERIOD));
        probe.awaitAnswered(2);
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    @Test
    void shouldAskAnewInEachEpisode() {
        probe.idle("rx-0");
        LoopThread thread = stall("rx-0");
        bench.pass(HALF);
        probe.awaitAnswered(1);
        thread.beat();
        bench.check();
        bench.pass(HALF);
        probe.awaitAnswered(2);

        assertThat(probe.asked().get(0).last()).isNull();
        assertThat(probe.asked().get(1).last()).isNull();
    }

    @Test
    void shouldCallAThreadDeadThatGoesOnFromBeingIdleAndHangsButHoldItsIdlingAgainstItInNothing() {
        probe.idle("rx-0");
        idleFor("rx-0", 10);
        probe.finds("rx-0", IdleProbe.Kind.BUSY);
        bench.pass(HALF);
        probe.awaitAnswered(11);
        // Found busy; what it does now may take as long as anything else.
        bench.pass(WatchBench.DEAD_AFTER.minus(WatchBench.CHECK_PERIOD));
        probe.awaitAnswered(12);
        assertThat(bench.announced().statesOf("rx-0")).doesNotContain(State.DEAD);
        bench.check();
        bench.check();

        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE, State.SLEEP, State.DEAD);
        assertThat(bench.row("rx-0").stallNanos())
                .isLessThanOrEqualTo(
                        WatchBench.DEAD_AFTER.plus(WatchBench.INTERVAL).toNanos());
    }

    @Test
    void shouldNotLetAThreadPassForIdleForEverWhereTheProbeHangs() {
        probe.idle("rx-0");
        idleFor("rx-0", 3);
        probe.hang();
        bench.pass(HALF);
        probe.awaitHanging();
        bench.pass(WatchBench.DEAD_AFTER);
        assertThat(bench.state("rx-0")).isEqualTo(State.SLEEP);
        bench.pass(PATIENCE);

        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    @Test
    void shouldCallAThreadDeadThatIsIdleForLongerThanTheSleepLimit() {
        ToldProbe idle = new ToldProbe().idle("rx-0");
        Timing limited = Timing.of(WatchBench.INTERVAL, null, Duration.ofSeconds(10), WatchBench.RETENTION);
        try (WatchBench other = new WatchBench(limited, 100, new WatchBench.NoDiagnosis(), idle)) {
            other.thread("rx-0").goRound(other.rx);
            other.check();
            for (int halves = 1; halves <= 10; halves++) {
                other.pass(HALF);
                idle.awaitAnswered(halves);
            }
            assertThat(other.state("rx-0")).isEqualTo(State.SLEEP);
            for (int halves = 11; halves <= 12; halves++) {
                other.pass(HALF);
                idle.awaitAnswered(halves);
            }
            assertThat(other.announced().changes())
                    .last()
                    .satisfies(change ->
                            assertThat(change.row().diagnosis().word()).isEqualTo("OVERSLEPT"));
        }
    }

    @Test
    void shouldStaySleepWhileItTakesAPacketNowAndThen() {
        probe.idle("rx-0");
        LoopThread thread = idleFor("rx-0", 1);
        int answered = 1;
        for (int packets = 0; packets < 20; packets++) {
            thread.beat();
            bench.check();
            bench.pass(HALF);
            probe.awaitAnswered(++answered);
        }

        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE, State.SLEEP);
    }

    @Test
    void shouldBeAliveAgainWhenItGoesRoundForAnInterval() {
        probe.idle("rx-0");
        LoopThread thread = idleFor("rx-0", 1);
        bench.check();
        for (int i = 0; i < Verdict.AGREEING_CHECKS; i++) {
            assertThat(bench.state("rx-0")).isEqualTo(State.SLEEP);
            thread.beat();
            bench.check();
        }

        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
    }

    @Test
    void shouldGoByTheDeadAfterOfTheRowsOwnRule() {
        int slow = bench.loop("com.acme.Slow#poll", new LoopPolicy(Duration.ofSeconds(40), false, true));
        probe.idle("rx-0");
        bench.thread("rx-0").goRound(slow);
        bench.check();
        bench.pass(Duration.ofSeconds(20).minus(WatchBench.CHECK_PERIOD));
        assertThat(probe.timesAsked()).isZero();
        bench.check();
        probe.awaitAnswered(1);

        assertThat(probe.timesAsked()).isEqualTo(1);
    }

    @Test
    void shouldAskBeforeTheVerdictHoweverShortDeadAfterIs() {
        int strict = bench.loop("com.acme.Strict#poll", new LoopPolicy(Duration.ofMillis(100), false, true));
        probe.idle("rx-0").finds("rx-1", IdleProbe.Kind.BUSY);
        bench.thread("rx-0").goRound(strict);
        bench.thread("rx-1").goRound(strict);
        bench.check();
        bench.check();
        probe.awaitAnswered(2);
        bench.check();

        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE, State.SLEEP);
        assertThat(bench.announced().statesOf("rx-1")).containsExactly(State.ALIVE, State.DEAD);
    }

    @Test
    void shouldLookAtAThousandRowsInSmallLots() {
        List<String> names = IntStream.range(0, 1000).mapToObj(i -> "rx-" + i).toList();
        names.forEach(probe::idle);
        names.forEach(name -> bench.thread(name).goRound(bench.rx));
        bench.check();
        bench.pass(HALF);
        probe.awaitAnswered(1000);
        bench.pass(HALF.minus(WatchBench.CHECK_PERIOD));

        assertThat(bench.snapshot().rows()).extracting(Row::state).containsOnly(State.SLEEP);
        assertThat(probe.lots()).allMatch(lot -> lot <= 32).hasSizeLessThan(100);
    }

    @Test
    void shouldTellWhichThreadsMove() {
        bench.thread("rx-0").goRound(bench.rx).fallAsleep();
        LoopThread round = bench.thread("rx-1").goRound(bench.rx);
        Map<Long, Long> before = bench.watch.moves();
        assertThat(before).containsOnlyKeys(4711L).isEqualTo(bench.watch.moves());

        round.beat();
        assertThat(bench.watch.moves()).containsOnlyKeys(4711L).isNotEqualTo(before);
    }

    private LoopThread stall(String name) {
        LoopThread thread = bench.thread(name).goRound(bench.rx);
        bench.check();
        return thread;
    }

    /** Idle and asked about so many times; SLEEP from the first on. */
    private LoopThread idleFor(String name, int times) {
        LoopThread thread = stall(name);
        for (int i = 1; i <= times; i++) {
            bench.pass(HALF);
            probe.awaitAnswered(i);
        }
        return thread;
    }
}
