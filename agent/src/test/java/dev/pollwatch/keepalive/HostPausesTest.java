package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is and is not held against a thread in a host that stands still now and then: for each test, interval 100 ms and 1 s. */
class HostPausesTest {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private WatchBench bench = new WatchBench();
    private PausingHost host = new PausingHost(bench);
    private LoopThread thread;
    private Duration interval = WatchBench.INTERVAL;

    @BeforeEach
    void start() {
        thread = bench.thread("rx-0");
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1000})
    void shouldCountAndTimeAPauseOnceAndHoldItAgainstNobody(int millis) {
        goRound(millis);
        host.pause(PAUSE);
        host.run(interval.dividedBy(2));

        Snapshot snapshot = bench.snapshot();
        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        assertThat(snapshot.hostPauses()).isEqualTo(1);
        assertThat(Duration.ofNanos(snapshot.hostPauseNanos())).isBetween(PAUSE.minusMillis(50), PAUSE);
        assertThat(bench.announced().hostPauses()).containsExactly(snapshot.hostPauseNanos());
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1000})
    void shouldNotCallAThreadDeadRightAfterAPauseThatCameRightBeforeTheVerdict(int millis) {
        goRound(millis);
        Duration almost = deadAfter().minusMillis(1);
        host.run(almost.minus(host.ran().minus(beaten)));
        host.pause(PAUSE);
        host.run(Duration.ofMillis(1));

        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        thread.beat();
        host.run(interval);
        assertThat(bench.announced().statesOf("rx-0")).doesNotContain(State.DEAD);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1000})
    void shouldFindAStallThatBeganBeforeAPauseAsSoonAsTheThreadHadItsTime(int millis) {
        goRound(millis);
        host.run(deadAfter().dividedBy(2));
        host.pause(PAUSE);
        host.run(deadAfter().dividedBy(2).plus(interval.dividedBy(2)));

        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1000})
    void shouldFindAStallThatBeginsWithAPause(int millis) {
        goRound(millis);
        host.pause(PAUSE);
        host.run(deadAfter().plus(interval.dividedBy(2)));

        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    /** Garbage collections in close succession, mostly, of all lengths below dead-after; an iteration that takes 0.8 of it. */
    @ParameterizedTest
    @CsvSource({
        "1000, 30, 10",
        "1000, 45, 5",
        "1000, 55, 5",
        "1000, 90, 10",
        "1000, 300, 100",
        "1000, 480, 1",
        "1000, 800, 2",
        "1000, 1900, 100",
        "1000, 1999, 1",
        "100, 20, 5",
        "100, 45, 5",
        "100, 55, 5",
        "100, 150, 10",
        "100, 199, 1"
    })
    void shouldNotAddUpShortPausesToAVerdictOnALongIteration(int millis, int pauseMillis, int runMillis) {
        goRound(millis);
        Duration iteration = deadAfter().multipliedBy(8).dividedBy(10);
        for (Duration left = iteration; !left.isNegative(); left = left.minusMillis(runMillis)) {
            host.pause(Duration.ofMillis(pauseMillis));
            host.run(Duration.ofMillis(runMillis));
        }
        assertThat(bench.announced().statesOf("rx-0")).doesNotContain(State.DEAD);
    }

    /** Young collections of a heap that is too small: most of them begin and end within one nap of the dispatcher. */
    @ParameterizedTest
    @CsvSource({
        "1000, 1, 3",
        "1000, 2, 4",
        "1000, 3, 5",
        "1000, 4, 4",
        "1000, 6, 2",
        "100, 2, 5",
        "100, 3, 3",
        "100, 4, 2"
    })
    void shouldNotAddUpPausesThatAreShorterThanANap(int millis, int pauseMillis, int runMillis) {
        goRound(millis);
        Random random = new Random(millis);
        for (int i = 0; i < 20; i++) {
            Duration iteration = deadAfter().multipliedBy(7).dividedBy(10);
            while (!iteration.isNegative()) {
                host.pause(about(pauseMillis, random));
                Duration run = about(runMillis, random);
                host.run(run);
                iteration = iteration.minus(run);
            }
            thread.beat();
        }
        assertThat(bench.announced().statesOf("rx-0")).doesNotContain(State.DEAD);
    }

    private static Duration about(int millis, Random random) {
        return Duration.ofNanos((long) (millis * (0.5 + random.nextDouble()) * 1_000_000));
    }

    /** The gaps between full collections may be too short for the dispatcher to go to bed. */
    @ParameterizedTest
    @CsvSource({"1000, 480", "1000, 1900", "100, 150", "100, 850"})
    void shouldNotAddUpPausesThatFindTheDispatcherAwake(int millis, int pauseMillis) {
        goRound(millis);
        host.pauseWhileTheDispatcherIsAwake(Duration.ofMillis(pauseMillis));
        host.run(deadAfter().multipliedBy(8).dividedBy(10));

        assertThat(bench.announced().statesOf("rx-0")).doesNotContain(State.DEAD);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1000})
    void shouldNotAddUpPausesOfAnyLengthsToAVerdictOnALongIteration(int millis) {
        goRound(millis);
        Random random = new Random(millis);
        for (int i = 0; i < 50; i++) {
            Duration iteration = deadAfter().multipliedBy(8).dividedBy(10);
            while (!iteration.isNegative()) {
                host.pause(Duration.ofMillis(random.nextInt(millis)));
                Duration run = Duration.ofMillis(1 + random.nextInt(millis / 5));
                host.run(run);
                iteration = iteration.minus(run);
            }
            thread.beat();
        }
        assertThat(bench.announced().statesOf("rx-0")).doesNotContain(State.DEAD);
    }

    /** The same pauses, and a thread that hangs: eight times dead-after at most, or as soon as it had its time if that is later. */
    @ParameterizedTest
    @CsvSource({
        "1000, 30, 10",
        "1000, 45, 5",
        "1000, 90, 10",
        "1000, 300, 100",
        "1000, 1900, 100",
        "100, 20, 5",
        "100, 45, 5",
        "100, 150, 10"
    })
    void shouldFindAHangThoughThereIsOnePauseAfterTheOther(int millis, int pauseMillis, int runMillis) {
        goRound(millis);
        Duration began = host.ran();
        Duration passed = Duration.ZERO;
        while (passed.compareTo(deadAfter().multipliedBy(8)) < 0
                || host.ran().minus(began).compareTo(deadAfter().multipliedBy(2)) < 0) {
            host.pause(Duration.ofMillis(pauseMillis));
            host.run(Duration.ofMillis(runMillis));
            passed = passed.plusMillis(pauseMillis + runMillis);
        }
        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    @ParameterizedTest
    @CsvSource({"1000, 20", "1000, 45", "100, 5", "100, 20"})
    void shouldFindAHangOnAMachineOnWhichTheDispatcherAlwaysComesLate(int millis, int lateMillis) {
        goRound(millis, Duration.ofMillis(lateMillis));
        host.run(deadAfter().multipliedBy(9));

        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    /** Small delays put off a verdict of minutes by a minute at most. */
    @ParameterizedTest
    @CsvSource({"1000, 20", "1000, 45", "100, 5", "100, 20"})
    void shouldFindALongHangAMinuteLateAtMost(int millis, int lateMillis) {
        Duration minutes = Duration.ofMinutes(5);
        goRound(millis, minutes, Duration.ofMillis(lateMillis));
        host.run(minutes);
        State inTime = bench.state("rx-0");
        host.run(Duration.ofSeconds(61));

        assertThat(inTime).isNotEqualTo(State.DEAD);
        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    @Test
    void shouldHoldHostPausesAgainstNobodyHoweverLongDeadAfterIs() {
        Duration minutes = Duration.ofMinutes(5);
        goRound(1000, minutes, Duration.ZERO);
        for (Duration left = minutes.minusSeconds(30); !left.isNegative(); left = left.minusMillis(500)) {
            host.pause(Duration.ofMillis(600));
            host.run(Duration.ofMillis(500));
        }
        assertThat(bench.announced().statesOf("rx-0")).doesNotContain(State.DEAD);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1000})
    void shouldFindAStallInTimeThoughTimersAreALittleLate(int millis) {
        goRound(millis, Duration.ofNanos(1_500_000));
        host.run(deadAfter().plus(interval.dividedBy(2)));

        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    /** Most naps end on time, and one in so many is some milliseconds late, since others want the CPU, too. */
    @ParameterizedTest
    @CsvSource({"1000, 25", "1000, 50", "100, 25", "100, 50"})
    void shouldFindAStallInTimeOnAMachineWithSomeNoise(int millis, int onTime) {
        VerdictClock clock = new VerdictClock(0);
        Timing timing = Timing.of(Duration.ofMillis(millis), null, null, WatchBench.RETENTION);
        Random random = new Random(millis);
        long now = 0;
        long naps = 0;
        while (now < Duration.ofMinutes(1).toNanos()) {
            long nap = clock.napNanos(timing);
            clock.tick(now, 0, timing);
            now += nap
                    + (random.nextInt(onTime) == 0 ? 1_000_000 + random.nextInt(3_000_000) : random.nextInt(400_000));
            clock.tick(now, nap, timing);
            naps++;
        }
        assertThat(clock.verdictNanos()).isGreaterThan((long) (0.99 * now));
        // It naps about as long as where there is no noise.
        assertThat(now / naps).isGreaterThan(timing.napNanos() / 2);
    }

    /** Naps are shorter than checks are apart. */
    @ParameterizedTest
    @ValueSource(ints = {100, 1000})
    void shouldKnowTheLastBeatToANap(int millis) {
        goRound(millis);
        Duration period = interval.dividedBy(4);
        host.run(period);
        thread.beat();
        host.run(period.multipliedBy(6).dividedBy(5));

        assertThat(Duration.ofNanos(bench.row("rx-0").lastHeartbeatAgeNanos()))
                .isBetween(
                        period.multipliedBy(4).dividedBy(5),
                        period.multipliedBy(6).dividedBy(5));
    }

    @Test
    void shouldFindAStallThoughSomebodySetsTheIntervalAgainAndAgain() {
        goRound(1000);
        for (Duration left = deadAfter().plus(interval); !left.isNegative(); left = left.minusMillis(10)) {
            bench.watch.setInterval(interval);
            host.run(Duration.ofMillis(10));
        }
        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
    }

    /** Those that make a large table hold the dispatcher's lock meanwhile. */
    @ParameterizedTest
    @ValueSource(ints = {100, 1000})
    void shouldFindAStallInTimeThoughTheDispatcherOftenWaitsForItsLock(int millis) {
        VerdictClock clock = new VerdictClock(0);
        Timing timing = Timing.of(Duration.ofMillis(millis), null, null, WatchBench.RETENTION);
        long now = 0;
        long waited = 0;
        while (now < Duration.ofSeconds(10).toNanos()) {
            long nap = clock.napNanos(timing);
            clock.tick(now, 0, timing);
            now += nap + 100_000;
            clock.tick(now, nap, timing);
            now += 3_000_000;
            waited += 3_000_000;
        }
        assertThat(clock.verdictNanos()).isGreaterThan((long) (0.9 * (now - waited)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, 3600})
    void shouldNotMindSteppingTheWallClock(long seconds) {
        goRound(1000);
        bench.clock.stepWallClock(Duration.ofSeconds(seconds));
        host.run(interval);
        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        assertThat(bench.snapshot().hostPauses()).isZero();

        host.run(deadAfter());
        List<Stall> stalls = bench.row("rx-0").lastStalls();
        assertThat(bench.state("rx-0")).isEqualTo(State.DEAD);
        assertThat(Duration.ofNanos(stalls.get(0).nanos()))
                .isBetween(deadAfter(), deadAfter().multipliedBy(2));
    }

    private Duration beaten = Duration.ZERO;

    private void goRound(int millis) {
        goRound(millis, Duration.ZERO);
    }

    private void goRound(int millis, Duration dispatcherLate) {
        goRound(millis, null, dispatcherLate);
    }

    /** A thread that goes round, in a host of that interval, and has just beaten. */
    private void goRound(int millis, @Nullable Duration deadAfter, Duration dispatcherLate) {
        bench.close();
        interval = Duration.ofMillis(millis);
        bench = new WatchBench(Timing.of(interval, deadAfter, null, WatchBench.RETENTION));
        host = new PausingHost(bench, dispatcherLate);
        thread = bench.thread("rx-0").goRound(bench.rx);
        host.run(interval.multipliedBy(2));
        thread.beat();
        beaten = host.ran();
        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
    }

    private Duration deadAfter() {
        return interval.multipliedBy(2);
    }
}
