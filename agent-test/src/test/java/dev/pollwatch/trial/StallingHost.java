package dev.pollwatch.trial;

import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.WatchedHost;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongBinaryOperator;

/** A host that stands still on order, and what the agent in it says of that. */
final class StallingHost implements AutoCloseable {

    /** The diagnosis may take that long. */
    private static final Duration DIAGNOSIS = Duration.ofSeconds(10);

    /** Who is not found by then is not found. */
    private static final Duration LATEST = Duration.ofSeconds(30);

    /** To answer is work, for which the agent must not lack the CPU that it is to be prompt with. */
    private static final Duration OFTEN = Duration.ofMillis(40);

    /** So long a JVM that has started keeps the cores of a small machine busy with compiling. */
    private static final Duration STARTING = Duration.ofSeconds(5);

    private static final Duration SELDOM = Duration.ofMillis(500);

    private final Setting setting;
    private final Duration nap;
    private final StandStill host;
    private final Http http;
    private final DeathWatch deaths;

    /** A stall that was ordered. */
    record Ordered(String name, Kind kind, long at) {}

    private record Said(String word, String sentence) {

        private static final Said NOTHING = new Said("", "");

        boolean isComplete() {
            return !word.isEmpty() && !sentence.isEmpty();
        }
    }

    private StallingHost(Setting setting, StandStill host, Duration nap) {
        this.setting = setting;
        this.nap = nap;
        this.host = host;
        this.http = Http.of(host.process());
        this.deaths = new DeathWatch(http, nap);
    }

    static StallingHost start(Setting setting, String... jvmArgs) {
        return start(setting, OFTEN, jvmArgs);
    }

    /** Starts one that is seldom asked who is DEAD, since that is work for it too. */
    static StallingHost startInPeace(Setting setting, String... jvmArgs) {
        return start(setting, SELDOM, jvmArgs);
    }

    private static StallingHost start(Setting setting, Duration nap, String... jvmArgs) {
        StandStill host = StandStill.start(Host.on(setting.jdk()).jvm(jvmArgs).agent(setting.options() + Kind.rules()));
        try {
            return new StallingHost(setting, host, nap);
        } catch (RuntimeException | Error e) {
            host.close();
            throw e;
        }
    }

    StandStill host() {
        return host;
    }

    DeathWatch deaths() {
        return deaths;
    }

    /** Waits until each of the rows was found ALIVE. */
    void awaitAlive(Collection<String> names) {
        Set<String> waited = new HashSet<>(names);
        WatchedHost.eventually("all go round", () -> {
            http.threads().stream()
                    .filter(row -> row.get("state").equals("ALIVE"))
                    .forEach(row -> waited.remove((String) row.get("name")));
            if (!waited.isEmpty()) {
                throw new AssertionError("not ALIVE: " + waited);
            }
        });
    }

    /** Waits until all go round, and, where it is measured how soon each is found, until the JVM has compiled what it does. */
    void awaitSettled(Collection<String> names, int times) {
        awaitAlive(names);
        if (times > 1) {
            host.process().letRun(STARTING);
        }
    }

    /** Has a thread stand still. */
    Ordered order(String name, Kind kind, long at) {
        host.stall(name, at);
        return new Ordered(name, kind, at);
    }

    /** Waits for the verdict and the diagnosis. */
    Stall await(Ordered ordered) {
        return await(ordered, (begun, dead) -> 0);
    }

    /** The same, where the time in which the whole host stood still does not count. */
    Stall awaitBesidesPauses(Ordered ordered) {
        long shortest = setting.shortestPause().toNanos();
        return await(
                ordered,
                (begun, dead) -> host.gaps(begun, dead).stream()
                        .filter(gap -> gap.nanos() >= shortest)
                        .mapToLong(gap -> Math.min(gap.end(), dead) - Math.max(gap.begin(), begun))
                        .sum());
    }

    private Stall await(Ordered ordered, LongBinaryOperator toLeaveOut) {
        Kind kind = ordered.kind();
        Duration limit = Duration.ofNanos(Math.max(0, ordered.at() - System.nanoTime()))
                .plus(setting.deadAfter())
                .plus(LATEST);
        Optional<Duration> untilDead = untilDead(ordered, limit, toLeaveOut);
        Said said = untilDead.isPresent() ? diagnosis(ordered) : Said.NOTHING;
        return new Stall(kind.label(), setting, kind.words(), kind.sentence(), untilDead, said.word(), said.sentence());
    }

    /** On a busy machine a thread of low priority gets no CPU, and is rightly DEAD, before it comes to stand still: that is not the verdict. */
    private Optional<Duration> untilDead(Ordered ordered, Duration limit, LongBinaryOperator toLeaveOut) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
            Optional<Long> found = deaths.await(ordered.name(), ordered.kind().loopName(), left);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            long dead = found.get();
            long begun = host.begun(ordered.name());
            boolean early = begun == 0 || dead - begun < 0;
            if (!early) {
                return Optional.of(Duration.ofNanos(dead - begun - toLeaveOut.applyAsLong(begun, dead)));
            }
            if (left.isZero()) {
                return Optional.empty();
            }
            host.process().letRun(nap);
        }
    }

    /**
     * Waits for the verdict, and then for word and sentence to be right, for as long as the thread stands still: on a busy machine one that
     * does not even come to where it is to wait is starved at first, and rightly called so.
     */
    Stall awaitRight(Ordered ordered) {
        Stall stall = await(ordered);
        long end = System.nanoTime() + HostProcess.LIMIT.toNanos();
        while (stall.isFound()
                && !stall.isTold()
                && deaths.isDead(ordered.name(), ordered.kind().loopName())
                && System.nanoTime() - end < 0) {
            host.process().letRun(nap);
            Said said = latest(ordered);
            stall = stall.saidToBe(said.word(), said.sentence());
        }
        return stall;
    }

    /** Ends a stall, and waits until the thread goes round again. */
    void end(Ordered ordered) {
        host.release(ordered.name());
        awaitAlive(List.of(ordered.name()));
    }

    /** Word and sentence of the row's latest stall, once there are both. */
    private Said diagnosis(Ordered ordered) {
        long end = System.nanoTime() + DIAGNOSIS.toNanos();
        Said said = latest(ordered);
        while (!said.isComplete() && System.nanoTime() - end < 0) {
            host.process().letRun(nap);
            said = latest(ordered);
        }
        return said;
    }

    @SuppressWarnings("unchecked")
    private Said latest(Ordered ordered) {
        return http.threads().stream()
                .filter(row -> row.get("name").equals(ordered.name())
                        && row.get("loop").equals(ordered.kind().loopName()))
                .flatMap(row -> ((List<Map<String, Object>>) row.get("lastStalls")).stream())
                .findFirst()
                .map(stall -> new Said((String) stall.get("diagnosis"), (String) stall.get("diagnosisDetail")))
                .orElse(Said.NOTHING);
    }

    @Override
    public void close() {
        deaths.close();
        host.close();
    }
}
