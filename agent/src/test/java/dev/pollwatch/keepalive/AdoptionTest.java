package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Threads that were inside a loop's old code when the loop was woven. */
class AdoptionTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final WatchBench bench = new WatchBench();
    private final int inner = bench.loop("com.acme.Inner#poll", LoopPolicy.DEFAULT);

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldSayThatItIsInTheLoopAndWillBeatWhenItNextEnters() {
        adopted("rx-0");
        bench.pass(LONG);

        Row row = bench.row("rx-0");
        assertThat(row.state()).isEqualTo(State.UNUSED);
        assertThat(row.diagnosis().detail())
                .isEqualTo("in the loop since before it was woven; will beat when next entered");
        assertThat(row.tid()).isEqualTo(-1);
        assertThat(row.threadAlive()).isTrue();
    }

    @Test
    void shouldBecomeAnOrdinaryRowWhenTheThreadEntersTheWovenLoop() {
        LoopThread thread = adopted("rx-0");
        bench.check();
        thread.goRound(bench.rx);
        bench.check();
        assertThat(bench.rowNames()).containsExactly("rx-0");
        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        assertThat(bench.row("rx-0").tid()).isEqualTo(4711);
        assertThat(bench.row("rx-0").incarnation()).isEqualTo(1);

        thread.leaveBy(new IllegalStateException());
        bench.check();
        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
        thread.goRound(bench.rx).close();
        bench.pass(WatchBench.INTERVAL);
        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    @Test
    void shouldBeJudgedByWhatItsLoopCallsInEachPass() {
        LoopThread thread = adopted("rx-0");
        bench.pass(LONG);
        for (int i = 0; i < 20; i++) {
            thread.each();
            bench.check();
            assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        }
        assertThat(bench.row("rx-0").heartbeats()).isEqualTo(20);
        assertThat(bench.row("rx-0").tid()).isEqualTo(4711);

        bench.pass(WatchBench.DEAD_AFTER);
        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
        thread.each();
        bench.check();
        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
    }

    @Test
    void shouldBeJudgedByItsSleepsWhereThatIsAllThatShows() {
        LoopThread thread = adopted("rx-0").enterSleepMethod();
        bench.pass(LONG);
        assertThat(bench.state("rx-0")).isEqualTo(State.SLEEP);
        thread.leaveSleepMethod();
        bench.check();
        assertThat(bench.state("rx-0")).isNotEqualTo(State.DEAD);
        bench.pass(WatchBench.DEAD_AFTER);

        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
        assertThat(bench.row("rx-0").diagnosis().word()).isNotEqualTo("NEVER_BEAT");
    }

    @Test
    void shouldBeatByProgressMethods() {
        adopted("rx-0").progress();
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
    }

    @Test
    void shouldBeUnusedWhenItsThreadHasEnded() {
        adopted("rx-0").close();
        adopted("rx-1").each().close();
        bench.pass(WatchBench.DEAD_AFTER.multipliedBy(2));
        assertThat(bench.snapshot().count(State.UNUSED)).isEqualTo(2);
        assertThat(bench.row("rx-0").diagnosis()).isEqualTo(Diagnosis.NONE);

        bench.pass(WatchBench.RETENTION);
        assertThat(bench.rowNames()).isEmpty();
    }

    @Test
    void shouldWaitForAnInnerWovenLoop() {
        LoopThread thread = adopted("io").goRound(inner);
        bench.pass(WatchBench.INTERVAL);
        assertThat(bench.row("io", bench.rx).state()).isEqualTo(State.SLEEP);
        assertThat(bench.row("io", bench.rx).diagnosis().detail()).isEqualTo("in com.acme.Inner#poll");

        thread.leave();
        bench.pass(WatchBench.DEAD_AFTER.plus(WatchBench.CHECK_PERIOD));
        assertThat(bench.row("io", bench.rx).state()).isEqualTo(State.DEAD);
    }

    @Test
    void shouldLeaveTheInnerOnesOfSeveralWhenTheOuterIsEntered() {
        LoopThread thread = bench.thread("io");
        assertThat(bench.threads.adopt(thread.thread(), bench.rx)).isTrue();
        assertThat(bench.threads.adopt(thread.thread(), inner)).isTrue();
        thread.each();
        bench.check();
        assertThat(bench.row("io", inner).state()).isEqualTo(State.ALIVE);
        assertThat(bench.row("io", bench.rx).heartbeats()).isZero();

        thread.enter(bench.rx);
        for (int i = 0; i < Verdict.AGREEING_CHECKS; i++) {
            thread.beat();
            bench.check();
        }
        assertThat(bench.row("io", inner).state()).isEqualTo(State.UNUSED);
        assertThat(bench.row("io", bench.rx).state()).isEqualTo(State.ALIVE);
    }

    @Test
    void shouldAdoptAThreadThatHasBeenInOtherLoopsBefore() {
        LoopThread thread = bench.thread("io").goRound(inner).leave();
        assertThat(bench.threads.adopt(thread.thread(), bench.rx)).isTrue();
        thread.each();
        bench.check();

        assertThat(bench.row("io", bench.rx).state()).isEqualTo(State.ALIVE);
    }

    @Test
    void shouldBecomeACallRowWhereTheLoopIsACallMethod() {
        adopted("c").call(bench.rx).call(bench.rx);
        bench.check();

        assertThat(bench.rowNames()).containsExactly("c");
        assertThat(bench.row("c").heartbeats()).isEqualTo(2);
    }

    @Test
    void shouldNotAdoptTwiceNorWhoHasARowNorWhoIsExcludedOrGone() {
        LoopThread thread = adopted("rx-0");
        assertThat(bench.threads.adopt(thread.thread(), bench.rx)).isFalse();
        LoopThread ordinary = bench.thread("rx-1").goRound(bench.rx);
        assertThat(bench.threads.adopt(ordinary.thread(), bench.rx)).isFalse();
        LoopThread excluded = bench.thread("excluded-1");
        assertThat(bench.threads.adopt(excluded.thread(), bench.rx)).isFalse();
        LoopThread gone = bench.thread("rx-2");
        gone.close();
        assertThat(bench.threads.adopt(gone.thread(), bench.rx)).isFalse();
        bench.check();

        assertThat(bench.rowNames()).containsExactly("rx-0", "rx-1");
    }

    @Test
    void shouldBeatForNobodyElse() {
        adopted("rx-0");
        bench.thread("other").each().progress();
        bench.threads.each();
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.UNUSED);
        assertThat(bench.row("rx-0").heartbeats()).isZero();
    }

    private LoopThread adopted(String name) {
        LoopThread thread = bench.thread(name);
        assertThat(bench.threads.adopt(thread.thread(), bench.rx)).isTrue();
        return thread;
    }
}
