package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The real thread, in real time: interval 40 ms, so that it checks each 10 ms. */
class DispatcherTest {

    private static final Duration INTERVAL = Duration.ofMillis(40);

    private final List<String> troubles = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final Loops loops = new Loops();
    private final int loop = loops.register("com.acme.Rx#poll", LoopPolicy.DEFAULT);
    private final PollThreads threads =
            new PollThreads(loops, 10, name -> false, () -> -1, thread -> 1, thread -> false, this::trouble);
    private final Watch watch = new Watch(
            threads,
            Timing.of(INTERVAL, null, null, Duration.ofMinutes(1)),
            new FailingClock(failures),
            new WatchBench.NoDiagnosis(),
            null,
            this::trouble);

    @Test
    void shouldTellStatesFromHeartbeatsOnItsOwn() {
        startDispatcher();
        try (LoopThread thread = new LoopThread(threads, "rx-0").goRound(loop)) {
            await().until(() -> state() == State.DEAD);
            thread.fallAsleep();
            await().until(() -> state() == State.SLEEP);
            thread.wake().leave();
            await().until(() -> state() == State.UNUSED);
        }
        assertThat(troubles).isEmpty();
    }

    @Test
    void shouldGoOnCheckingInTimeThoughItIsInterruptedAgainAndAgain() {
        Thread dispatcher = startDispatcher();
        watch.setInterval(Duration.ofSeconds(4));
        for (int i = 0; i < 200; i++) {
            dispatcher.interrupt();
            Thread.yield();
        }
        long after = System.nanoTime();

        // Due each second; if every interrupt put the next check off by a period, it would come in minutes.
        await().atMost(Duration.ofSeconds(5))
                .until(() -> checkedSince(after + Duration.ofMillis(500).toNanos()));
        assertThat(dispatcher.isAlive()).isTrue();
        assertThat(watch.snapshot().hostPauses()).isZero();
    }

    @Test
    void shouldCheckByANewIntervalAtOnceHoweverOftenItWasChanged() {
        watch.setInterval(Duration.ofHours(1));
        startDispatcher();
        for (int i = 0; i < 100; i++) {
            watch.setInterval(Duration.ofHours(1));
            Thread.yield();
        }
        watch.setInterval(INTERVAL);
        try (LoopThread thread = new LoopThread(threads, "rx-0").goRound(loop)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> state() != State.UNUSED);
            assertThat(thread.thread().isAlive()).isTrue();
        }
    }

    @Test
    void shouldSurviveAnyExceptionOfACheck() {
        Thread dispatcher = startDispatcher();
        failures.set(3);
        await().until(() -> failures.get() <= 0);
        long after = System.nanoTime();
        await().until(() -> checkedSince(after));

        assertThat(dispatcher.isAlive()).isTrue();
        assertThat(troubles).hasSize(3).allMatch(each -> each.startsWith("checking the heartbeats"));
    }

    @Test
    void shouldBeADaemonThatHoldsNothingOfTheHost() {
        Thread dispatcher = startDispatcher();

        assertThat(dispatcher.isDaemon()).isTrue();
        assertThat(dispatcher.getContextClassLoader()).isSameAs(Dispatcher.class.getClassLoader());
    }

    private Thread startDispatcher() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        new Dispatcher(watch, Clock.SYSTEM, this::trouble).start();
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("pollwatch-dispatcher") && !before.contains(thread))
                .findFirst()
                .orElseThrow();
    }

    private State state() {
        return watch.snapshot().rows().stream().findFirst().map(Row::state).orElse(State.UNUSED);
    }

    private boolean checkedSince(long nanos) {
        return System.nanoTime() - watch.snapshot().lastCheckAgeNanos() - nanos > 0;
    }

    private void trouble(String what, Throwable failure) {
        troubles.add(what + ": " + failure);
    }

    /** The JVM's clock, which fails the dispatcher as often as it is told. */
    private record FailingClock(AtomicInteger failures) implements Clock {

        @Override
        public long nanoTime() {
            if (failures.get() > 0
                    && Thread.currentThread().getName().equals("pollwatch-dispatcher")
                    && failures.getAndDecrement() > 0) {
                throw new IllegalStateException("no time");
            }
            return SYSTEM.nanoTime();
        }
    }
}
