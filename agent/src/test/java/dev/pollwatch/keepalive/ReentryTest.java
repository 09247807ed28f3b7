package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loops that are left and entered again between two checks. */
class ReentryTest {

    private final List<Throwable> diagnosed = new CopyOnWriteArrayList<>();
    private final WatchBench bench = new WatchBench(
            Timing.of(WatchBench.INTERVAL, null, null, WatchBench.RETENTION), 100, new WatchBench.NoDiagnosis() {
                @Override
                public Diagnosis diagnose(Case found) {
                    if (found.thrown() != null) {
                        diagnosed.add(found.thrown());
                    }
                    return super.diagnose(found);
                }
            });
    private final LoopThread thread = bench.thread("rx-0");

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldNotFlapWhenALoopIsEnteredManyTimesBetweenChecks() {
        thread.goRound(bench.rx);
        bench.check();
        thread.leave();
        for (int check = 0; check < 50; check++) {
            for (int i = 0; i < 10; i++) {
                thread.goRound(bench.rx).leave();
            }
            bench.check();
        }
        thread.goRound(bench.rx);

        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE);
    }

    @Test
    void shouldNotFlapWhenALoopIsFoundJustEntered() {
        thread.goRound(bench.rx);
        bench.check();
        for (int check = 0; check < 50; check++) {
            thread.leave().enter(bench.rx);
            bench.check();
            thread.beat();
        }

        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE);
    }

    @Test
    void shouldNotFlapWhenALoopIsLeftAtOnceAfterAnEnteringThatBeat() {
        thread.goRound(bench.rx);
        bench.check();
        for (int check = 0; check < 50; check++) {
            thread.beat().leave().enter(bench.rx).leave();
            bench.check();
            thread.enter(bench.rx);
        }

        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE);
    }

    @Test
    void shouldCallALoopUnusedThatIsNotEnteredAnyMore() {
        thread.goRound(bench.rx).leave();
        bench.check();
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.UNUSED);
    }

    @Test
    void shouldNotAnnounceALoopThatRanOnceBetweenTwoChecks() {
        thread.goRound(bench.rx).leave();
        bench.check();
        bench.check();

        assertThat(bench.announced().statesOf("rx-0")).isEmpty();
    }

    @Test
    void shouldAnnounceALoopDeadAndThenAliveThatThrewAndWasEnteredAgain() {
        Throwable thrown = new IllegalStateException("ring is full");
        thread.goRound(bench.rx);
        bench.check();
        thread.leaveBy(thrown).goRound(bench.rx);
        bench.check();

        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE, State.DEAD, State.ALIVE);
        assertThat(bench.row("rx-0").stalls()).isEqualTo(1);
        assertThat(diagnosed).containsExactly(thrown);
    }

    @Test
    void shouldSayThatALoopThrewThoughItReturnedNormallySince() {
        thread.goRound(bench.rx);
        bench.check();
        thread.leaveBy(new IllegalStateException()).goRound(bench.rx).leave();
        bench.check();

        assertThat(bench.announced().changes()).anySatisfy(change -> {
            assertThat(change.to()).isEqualTo(State.DEAD);
            assertThat(change.row().diagnosis().word()).isEqualTo("THREW");
        });
        assertThat(bench.state("rx-0")).isEqualTo(State.UNUSED);
    }

    @Test
    void shouldWaitForTheFirstBeatBeforeItCallsALoopAliveThatThrew() {
        thread.goRound(bench.rx);
        bench.check();
        thread.beat().leaveBy(new IllegalStateException()).enter(bench.rx);
        bench.check();
        assertThat(bench.state("rx-0")).isEqualTo(State.UNUSED);
        thread.beat();
        bench.check();

        assertThat(bench.announced().statesOf("rx-0"))
                .containsExactly(State.ALIVE, State.DEAD, State.UNUSED, State.ALIVE);
    }

    @Test
    void shouldKeepNoThrowableThatNobodyWillAskFor() {
        thread.goRound(bench.rx);
        bench.pass(Duration.ofSeconds(5));
        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
        thread.leaveBy(new IllegalStateException()).goRound(bench.rx);
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        assertThat(bench.threads.rows())
                .allSatisfy(row -> assertThat(row.takeThrown()).isNull());
    }

    @Test
    void shouldAnnounceTheDeathOfALoopThatWasAcknowledgedForAnEarlierOne() {
        thread.goRound(bench.rx).leaveBy(new IllegalStateException());
        bench.check();
        thread.goRound(bench.rx);
        bench.watch.acknowledge("rx-0|com.acme.Rx#poll");
        bench.check();
        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        thread.leaveBy(new IllegalStateException());
        bench.pass(Duration.ofSeconds(1));

        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }
}
