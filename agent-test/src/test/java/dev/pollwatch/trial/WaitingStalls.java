package dev.pollwatch.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Stalls that cost no CPU: several of each kind side by side in one host. */
final class WaitingStalls implements StallTrial {

    private static final Kind DEADLOCK = new Kind("two-thread deadlock", "deadlock", "DEADLOCKED");
    private static final Kind NESTED =
            new Kind("in an inner poll loop, called from an outer one", "nested", "inner", "WAITING");
    private static final Kind BEGIN = new Kind("hang before the first pass", "begin", "begin", "NEVER_BEAT");

    private static final String OUTER = new Kind("", "", "outer", "").loopName();

    private static final List<Kind> KINDS = List.of(
            new Kind("monitor held by another thread", "monitor", "BLOCKED"),
            new Kind("`ReentrantLock` held by another thread", "lock", "BLOCKED"),
            DEADLOCK,
            new Kind("park without permit", "park", "WAITING"),
            new Kind("`Object.wait` in a handler", "wait", "WAITING"),
            new Kind("blocking read from a socket that never answers", "socket", "IN_SYSCALL"),
            new Kind("blocking read from a FIFO", "fifo", "IN_SYSCALL"),
            new Kind("exception", "throw", "THREW"),
            new Kind("return under `on-return=dead`", "return", "pollAndReturn", "RETURNED"),
            BEGIN,
            NESTED);

    private static final int NAP_MILLIS = 5;

    private final List<Kind> kinds;

    WaitingStalls(Pattern wanted) {
        kinds = KINDS.stream().filter(kind -> kind.isWanted(wanted)).toList();
    }

    @Override
    public List<Stall> run(Setting setting, int times) {
        if (kinds.isEmpty()) {
            return List.of();
        }
        try (StallingHost host = StallingHost.start(setting)) {
            List<String> names = new ArrayList<>();
            for (Kind kind : kinds) {
                for (int i = 0; i < times; i++) {
                    for (String name : names(kind, i)) {
                        host.host().run(name, kind, NAP_MILLIS);
                        if (kind != BEGIN) {
                            names.add(name);
                        }
                    }
                }
            }
            host.awaitAlive(names);
            return stall(host, setting, times);
        }
    }

    private List<Stall> stall(StallingHost host, Setting setting, int times) {
        // A few of them at a time, as a diagnosis of some dozens is no trial of one.
        Duration window = setting.interval().multipliedBy(times).plusSeconds(1);
        long from = System.nanoTime() + Duration.ofSeconds(1).toNanos();
        List<StallingHost.Ordered> ordered = new ArrayList<>();
        for (Kind kind : kinds) {
            for (int i = 0; i < times; i++) {
                long at = from + ThreadLocalRandom.current().nextLong(window.toNanos());
                for (String name : names(kind, i)) {
                    ordered.add(host.order(name, kind, at));
                }
            }
        }
        List<Stall> stalls = new ArrayList<>();
        for (StallingHost.Ordered one : ordered) {
            Stall stall = host.await(one);
            stalls.add(host.deaths().isDead(one.name(), OUTER) ? withOuter(stall) : stall);
        }
        return stalls;
    }

    /** The outer loop rests while the thread is in the inner one. That it is called DEAD too is not right. */
    private static Stall withOuter(Stall stall) {
        return new Stall(
                stall.kind(),
                stall.setting(),
                stall.words(),
                stall.untilDead(),
                stall.word() + " and the outer loop DEAD",
                stall.sentence());
    }

    /** Both threads of a deadlock count. */
    private static List<String> names(Kind kind, int number) {
        String name = kind.way() + "-" + number;
        return kind == DEADLOCK ? List.of(name + "-a", name + "-b") : List.of(name);
    }
}
