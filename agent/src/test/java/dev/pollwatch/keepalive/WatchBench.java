package dev.pollwatch.keepalive;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A watch over real threads whose time a test moves: interval 1 s, so four checks a second, DEAD after 2 s. */
final class WatchBench implements AutoCloseable {

    static final Duration INTERVAL = Duration.ofSeconds(1);
    static final Duration CHECK_PERIOD = Duration.ofMillis(250);
    static final Duration DEAD_AFTER = Duration.ofSeconds(2);
    static final Duration RETENTION = Duration.ofMinutes(10);

    final FakeClock clock = new FakeClock();
    final Loops loops = new Loops();
    final List<String> troubles = new CopyOnWriteArrayList<>();
    final Announced announced = new Announced();
    final PollThreads threads;
    final Watch watch;
    /** A loop of a rule without parts. */
    final int rx = loops.register("com.acme.Rx#poll", LoopPolicy.DEFAULT);

    private final List<LoopThread> started = new ArrayList<>();
    private int fences;

    WatchBench() {
        this(Timing.of(INTERVAL, null, null, RETENTION));
    }

    WatchBench(Timing timing) {
        this(timing, 100, new NoDiagnosis());
    }

    WatchBench(Timing timing, int maxThreads, Diagnoser diagnoser) {
        this(timing, maxThreads, diagnoser, null);
    }

    WatchBench(Timing timing, int maxThreads, Diagnoser diagnoser, @Nullable IdleProbe idleProbe) {
        threads = new PollThreads(
                loops,
                maxThreads,
                name -> name.startsWith("excluded"),
                () -> 4711,
                thread -> 42,
                thread -> thread.getName().isEmpty(),
                (what, failure) -> troubles.add(what + ": " + failure));
        watch = new Watch(
                threads, timing, clock, diagnoser, idleProbe, (what, failure) -> troubles.add(what + ": " + failure));
        watch.addListener(announced);
    }

    LoopThread thread(String name) {
        LoopThread thread = new LoopThread(threads, name);
        started.add(thread);
        return thread;
    }

    int loop(String name, LoopPolicy policy) {
        return loops.register(name, policy);
    }

    /** The next check, a check period after the one before. */
    void check() {
        clock.advance(CHECK_PERIOD);
        watch.check();
    }

    /** Checks at their due times until so much time has passed. */
    void pass(Duration time) {
        for (long left = time.toNanos(); left > 0; left -= CHECK_PERIOD.toNanos()) {
            check();
        }
    }

    Snapshot snapshot() {
        // Ends a pause that is none, which makes the watch forget its last snapshot.
        watch.resume();
        return watch.snapshot();
    }

    Row row(String name) {
        return snapshot().rows().stream()
                .filter(row -> row.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + name));
    }

    State state(String name) {
        return row(name).state();
    }

    /** The row of a thread in one of its loops. */
    Row row(String name, int loop) {
        String loopName = loops.byId(loop).name();
        return snapshot().rows().stream()
                .filter(row -> row.name().equals(name) && row.loop().equals(loopName))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no row " + name + "|" + loopName));
    }

    List<String> rowNames() {
        return snapshot().rows().stream()
                .map(Row::name)
                .filter(name -> !name.startsWith("fence"))
                .toList();
    }

    /** What was announced, once all of it has come. */
    Announced announced() {
        String name = "fence-" + fences++;
        LoopThread fence = thread(name);
        fence.enter(rx).leave().close();
        watch.check();
        await().until(() -> announced.added().contains(name));
        return announced;
    }

    @Override
    public void close() {
        started.forEach(LoopThread::close);
    }

    /** Finds nothing out. */
    static class NoDiagnosis implements Diagnoser {

        Diagnosis diagnose(Case found) {
            return Diagnosis.of(found.cause().name(), "");
        }

        @Override
        public void diagnose(List<Case> cases, BiConsumer<Case, Diagnosis> results) {
            cases.forEach(each -> results.accept(each, diagnose(each)));
        }

        @Override
        public String stackOf(@Nullable Thread thread, long tid) {
            return thread == null ? "gone" : "stack of " + thread.getName();
        }
    }
}
