package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many host threads in and out of loops while a dispatcher checks as fast as it can and views read. */
@Timeout(60)
class ConcurrencyTest {

    private static final Duration RUN = Duration.ofMillis(1500);
    private static final int MAX_THREADS = 24;
    private static final int WORKERS = 16;

    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final FakeClock clock = new FakeClock();
    private final Loops loops = new Loops();
    private final int outer = loops.register("com.acme.Outer#run", LoopPolicy.DEFAULT);
    private final int inner = loops.register("com.acme.Inner#poll", LoopPolicy.DEFAULT);
    private final Announced announced = new Announced();
    private final PollThreads threads =
            new PollThreads(loops, MAX_THREADS, name -> false, () -> -1, thread -> 1, thread -> false, this::trouble);
    private final Watch watch = new Watch(
            threads,
            Timing.of(Duration.ofMillis(10), Duration.ofHours(1), null, Duration.ofMillis(1)),
            clock,
            new WatchBench.NoDiagnosis(),
            null,
            this::trouble);

    @Test
    void shouldLoseNoRowAndLeaveNoneOccupiedWhateverTheThreadsDo() {
        whileChecked(worker -> {
            SplittableRandom random = new SplittableRandom(worker);
            return stop -> {
                while (!stop.get()) {
                    Thread.currentThread().setName("rx-" + random.nextInt(20));
                    AtomicLongArray words = threads.enter(outer);
                    Words.beat(words, random.nextInt(3));
                    AtomicLongArray within = threads.enter(random.nextBoolean() ? inner : outer);
                    Words.beat(within, 1);
                    AtomicLongArray slept = threads.fallAsleep();
                    threads.wake(slept);
                    threads.leave(within, random.nextInt(4) == 0 ? new IllegalStateException() : null);
                    threads.leave(words, random.nextInt(4) == 0 ? new InterruptedException() : null);
                }
            };
        });
        clock.advance(Duration.ofSeconds(1));
        watch.check();

        assertThat(troubles).isEmpty();
        assertThat(threads.rows()).hasSizeLessThanOrEqualTo(MAX_THREADS).allSatisfy(row -> {
            assertThat(row.endedEntry()).isEqualTo(row.entries());
            assertThat(row.innerLoop()).isNull();
            assertThat(HeartbeatWords.asleep(HeartbeatWords.sleep(row.words()))).isFalse();
            assertThat(row.ranBy(null)).as("nobody runs the loop").isTrue();
        });
        // All threads have ended, so every row that is not DEAD goes, and there is room for as many new ones.
        clock.advance(Duration.ofSeconds(1));
        watch.check();
        watch.check();
        acknowledgeAll();
        clock.advance(Duration.ofSeconds(1));
        watch.check();
        watch.check();
        assertThat(threads.rows()).isEmpty();
        List<LoopThread> fresh = new ArrayList<>();
        for (int i = 0; i < MAX_THREADS; i++) {
            fresh.add(new LoopThread(threads, "fresh-" + i).goRound(outer));
        }
        assertThat(threads.rows()).hasSize(MAX_THREADS);
        fresh.forEach(LoopThread::close);
    }

    @Test
    void shouldNeverCallAThreadDeadThatLeftItsLoopAndEnded() {
        whileChecked(worker -> stop -> {
            while (!stop.get()) {
                Thread shortLived = new Thread(
                        () -> {
                            AtomicLongArray words = threads.enter(outer);
                            Words.beat(words, 3);
                            threads.leave(words, null);
                        },
                        "rx-" + worker % 4);
                shortLived.start();
                joinQuietly(shortLived);
            }
        });

        assertThat(announced.changes()).extracting(StateChange::to).doesNotContain(State.DEAD);
        assertThat(troubles).isEmpty();
    }

    @Test
    void shouldNeverCallAnOuterLoopDeadWhoseInnerLoopEndsWhileItIsLookedAt() {
        watch.setDeadAfter(Duration.ofNanos(1));
        watch.addListener(announced);
        AtomicInteger round = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        Thread worker = new Thread(
                () -> {
                    AtomicLongArray words = threads.enter(outer);
                    Words.beat(words, 1);
                    while (!stop.get()) {
                        AtomicLongArray within = threads.enter(inner);
                        Words.beat(within, 1);
                        begun.incrementAndGet();
                        while (round.get() < begun.get() && !stop.get()) {
                            Thread.onSpinWait();
                        }
                        threads.leave(within, null);
                    }
                    threads.leave(words, null);
                },
                "rx-0");
        worker.start();
        long end = System.nanoTime() + RUN.toNanos();
        while (System.nanoTime() - end < 0) {
            while (begun.get() == round.get()) {
                Thread.onSpinWait();
            }
            clock.advance(Duration.ofMillis(3));
            round.incrementAndGet();
            watch.check();
        }
        stop.set(true);
        joinQuietly(worker);

        assertThat(announced.changes())
                .filteredOn(change -> change.row().loop().equals("com.acme.Outer#run"))
                .extracting(StateChange::to)
                .contains(State.SLEEP)
                .doesNotContain(State.DEAD);
        assertThat(troubles).isEmpty();
    }

    private void whileChecked(Work work) {
        watch.addListener(announced);
        AtomicBoolean stop = new AtomicBoolean();
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            Consumer<AtomicBoolean> body = work.of(i);
            Thread thread = new Thread(() -> body.accept(stop), "worker-" + i);
            workers.add(thread);
            thread.start();
        }
        long end = System.nanoTime() + RUN.toNanos();
        while (System.nanoTime() - end < 0) {
            clock.advance(Duration.ofMillis(1));
            watch.check();
            watch.snapshot();
        }
        stop.set(true);
        workers.forEach(ConcurrencyTest::joinQuietly);
    }

    private void acknowledgeAll() {
        for (Row row : watch.snapshot().rows()) {
            if (row.state() == State.DEAD) {
                watch.acknowledge(row.key());
            }
        }
    }

    private static void joinQuietly(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void trouble(String what, Throwable failure) {
        troubles.add(what + ": " + failure);
    }

    /** What one of the workers does until it is told to stop. */
    private interface Work {
        Consumer<AtomicBoolean> of(int worker);
    }
}
