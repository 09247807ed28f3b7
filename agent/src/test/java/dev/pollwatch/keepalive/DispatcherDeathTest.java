package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who watches the watcher: real threads in real time, interval 40 ms; and readers on a fake clock. */
class DispatcherDeathTest {

    private static final Duration INTERVAL = Duration.ofMillis(40);

    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final List<Thread> made = new CopyOnWriteArrayList<>();
    private final AtomicReference<Throwable> strikesReport = new AtomicReference<>();
    private final AtomicReference<Throwable> strikesEachCheck = new AtomicReference<>();
    private final AtomicReference<Throwable> strikesNewThread = new AtomicReference<>();
    private final Loops loops = new Loops();
    private final PollThreads threads =
            new PollThreads(loops, 10, name -> false, () -> -1, thread -> 1, thread -> false, this::trouble);
    private final Watch watch = new Watch(
            threads,
            Timing.of(INTERVAL, null, null, Duration.ofMinutes(1)),
            new StruckClock(strikesEachCheck),
            new WatchBench.NoDiagnosis(),
            null,
            this::trouble);
    private final WatchBench bench = new WatchBench();

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(classes = {StackOverflowError.class, OutOfMemoryError.class, ThreadDeath.class, Exception.class})
    void shouldGoOnInANewThreadWhateverItsThreadDiesOf(Class<? extends Throwable> death) throws Exception {
        start();
        die(death.getDeclaredConstructor().newInstance());
        await().until(() -> made.size() == 2 && !made.get(0).isAlive());

        assertThat(checkedSince(System.nanoTime())).isTrue();
        assertThat(made.get(1).isAlive()).isTrue();
        assertThat(made.get(1).isDaemon()).isTrue();
        assertThat(troubles)
                .singleElement()
                .asString()
                .startsWith("the dispatcher, which was started anew,: " + death.getName());
    }

    @Test
    void shouldGoOnInTheSameThreadWhereNoNewOneCanBeHad() {
        start();
        strikesNewThread.set(new OutOfMemoryError("unable to create native thread"));
        die(new StackOverflowError());
        await().until(() -> strikesNewThread.get() == null);

        assertThat(checkedSince(System.nanoTime())).isTrue();
        assertThat(made.get(0).isAlive()).isTrue();
        assertThat(made).hasSize(1);
    }

    @Test
    void shouldTakeAShorterIntervalAtOnceInItsNewThreadToo() {
        start();
        die(new StackOverflowError());
        await().until(() -> made.size() == 2 && !made.get(0).isAlive());
        watch.setInterval(Duration.ofHours(1));
        watch.setInterval(INTERVAL);

        assertThat(checkedSince(System.nanoTime())).isTrue();
    }

    @Test
    void shouldNotPassForAWatcherThatLooksWhileEachOfItsChecksFails() {
        start();
        strikesEachCheck.set(new OutOfMemoryError());
        await().until(() ->
                watch.snapshot().lastCheckAgeNanos() > Duration.ofSeconds(1).toNanos());
        assertThat(troubles).isNotEmpty().allMatch(each -> each.startsWith("checking the heartbeats"));
        strikesEachCheck.set(null);

        assertThat(checkedSince(System.nanoTime())).isTrue();
    }

    @Test
    void shouldHoldTheTimeWithoutADispatcherAgainstNobody() {
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        bench.clock.advance(Duration.ofSeconds(10));
        bench.watch.begin(() -> {});
        bench.check();

        assertThat(bench.state("rx-0")).isEqualTo(State.ALIVE);
        assertThat(bench.snapshot().hostPauses()).isZero();
    }

    @Test
    void shouldNotShowAWatcherThatStoodStillWithItsHostAsOneThatHangs() {
        bench.watch.begin(() -> {});
        bench.check();
        bench.clock.advance(Duration.ofSeconds(10));
        AtomicReference<Thread> reader = new AtomicReference<>();
        CompletableFuture<Snapshot> read = CompletableFuture.supplyAsync(() -> {
            reader.set(Thread.currentThread());
            return bench.watch.snapshot();
        });
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> reader.get() != null && reader.get().getState() == Thread.State.TIMED_WAITING);
        bench.watch.check();

        assertThat(read.join().watcherHangs()).isFalse();
    }

    @Test
    void shouldShowAWatcherThatHangsAsSuchAndNotMakeEachReaderWaitForIt() {
        bench.watch.begin(() -> {});
        bench.check();
        bench.clock.advance(Duration.ofSeconds(6));
        long began = System.nanoTime();
        for (int i = 0; i < 30; i++) {
            assertThat(bench.snapshot().watcherHangs()).isTrue();
        }
        // A second for the first of them.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    }

    private void start() {
        new Dispatcher(watch, Clock.SYSTEM, this::trouble, this::newThread).start();
    }

    private Thread newThread(Runnable task) {
        Throwable failure = strikesNewThread.getAndSet(null);
        if (failure != null) {
            throw (Error) failure;
        }
        Thread thread = new Thread(task, "pollwatch-dispatcher");
        made.add(thread);
        return thread;
    }

    private boolean checkedSince(long nanos) {
        await().until(() -> System.nanoTime() - watch.snapshot().lastCheckAgeNanos() - nanos > 0);
        return true;
    }

    /** A check fails, and so does the attempt to say so. */
    private void die(Throwable death) {
        strikesReport.set(death);
        strikesEachCheck.set(new IllegalStateException("no time"));
    }

    private void trouble(String what, Throwable failure) {
        Throwable struck = strikesReport.getAndSet(null);
        if (struck != null) {
            strikesEachCheck.set(null);
            StruckClock.<RuntimeException>sneak(struck);
        }
        troubles.add(what + ": " + failure);
    }

    /** The JVM's clock, which strikes the dispatcher as long as it is told to. */
    private record StruckClock(AtomicReference<Throwable> strike) implements Clock {

        @Override
        public long nanoTime() {
            Throwable present = strike.get();
            if (present != null && Thread.currentThread().getName().equals("pollwatch-dispatcher")) {
                StruckClock.<RuntimeException>sneak(present);
            }
            return SYSTEM.nanoTime();
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> void sneak(Throwable thrown) throws T {
            throw (T) thrown;
        }
    }
}
