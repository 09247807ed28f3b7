package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A suspended machine: the clock that verdicts go by stands still, the one that counts since boot does not. */
class SuspensionsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final WatchBench bench = new WatchBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldCountTimeAndTellASuspensionAndHoldItAgainstNobody() {
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.pass(WatchBench.INTERVAL);
        thread.beat();
        bench.clock.suspend(HOUR);
        thread.beat();
        bench.pass(WatchBench.INTERVAL.multipliedBy(2));
        thread.beat();
        bench.check();

        assertThat(bench.watch.snapshot().hostPauses()).isEqualTo(1);
        assertThat(bench.watch.snapshot().hostPauseNanos()).isEqualTo(HOUR.toNanos());
        assertThat(bench.announced().hostPauses()).containsExactly(HOUR.toNanos());
        assertThat(bench.announced().statesOf("rx-0")).doesNotContain(State.DEAD);
    }

    @Test
    void shouldTellEachSuspensionOnce() {
        bench.pass(WatchBench.INTERVAL);
        bench.clock.suspend(HOUR);
        bench.pass(WatchBench.INTERVAL.multipliedBy(5));
        bench.clock.suspend(HOUR.multipliedBy(2));
        bench.pass(WatchBench.INTERVAL.multipliedBy(5));

        assertThat(bench.announced().hostPauses())
                .containsExactly(HOUR.toNanos(), HOUR.multipliedBy(2).toNanos());
    }

    @Test
    void shouldTakeNeitherASetWallClockNorACoarseClockForASuspension() {
        bench.pass(WatchBench.INTERVAL);
        bench.clock.stepWallClock(HOUR);
        bench.clock.suspend(Duration.ofMillis(20));
        bench.pass(WatchBench.INTERVAL.multipliedBy(5));

        assertThat(bench.watch.snapshot().hostPauses()).isZero();
    }

    @Test
    void shouldSayNothingWhereTheSystemDoesNotTell() {
        bench.pass(WatchBench.INTERVAL);
        bench.clock.hideUptime();
        bench.clock.suspend(HOUR);
        bench.pass(WatchBench.INTERVAL.multipliedBy(5));

        assertThat(bench.watch.snapshot().hostPauses()).isZero();
    }

    @Test
    void shouldKeepNobodyFromTheWatchWhileReadingHangs() {
        AtomicInteger reads = new AtomicInteger();
        bench.clock.onUptime(() -> {
            // Each of them takes the watch's lock.
            CompletableFuture.runAsync(() -> {
                        bench.watch.setInterval(WatchBench.INTERVAL);
                        bench.snapshot();
                    })
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            reads.incrementAndGet();
        });
        bench.pass(WatchBench.INTERVAL);

        assertThat(reads).hasPositiveValue();
    }

    @Test
    void shouldReadOnceASecond() {
        AtomicInteger reads = new AtomicInteger();
        bench.clock.onUptime(reads::incrementAndGet);
        bench.pass(Duration.ofSeconds(20));

        assertThat(reads.get()).isBetween(19, 21);
    }

    @Test
    void shouldNeitherReadNorTellLaterWhatHappensWhilePaused() {
        bench.pass(WatchBench.INTERVAL);
        bench.watch.pause();
        AtomicInteger reads = new AtomicInteger();
        bench.clock.onUptime(reads::incrementAndGet);
        bench.pass(WatchBench.INTERVAL.multipliedBy(2));
        bench.clock.suspend(HOUR);
        bench.pass(WatchBench.INTERVAL.multipliedBy(2));
        assertThat(reads).hasValue(0);

        bench.watch.resume();
        bench.pass(WatchBench.INTERVAL);
        bench.clock.suspend(HOUR.multipliedBy(2));
        bench.pass(WatchBench.INTERVAL.multipliedBy(2));

        assertThat(bench.announced().hostPauses())
                .containsExactly(HOUR.multipliedBy(2).toNanos());
    }
}
