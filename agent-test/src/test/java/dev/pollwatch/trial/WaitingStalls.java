package dev.pollwatch.trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Stalls that cost no CPU: several of each kind side by side in one host. */
final class WaitingStalls implements StallTrial {

    private static final Kind DEADLOCK = new Kind("two-thread deadlock", "deadlock", "DEADLOCKED")
            .told("(\".*-[ab]\") waits for .* held by (\".*-[ab]\") .* held by \\1.*");
    private static final Kind NESTED =
            new Kind("in an inner poll loop, called from an outer one", "nested", "inner", "WAITING");
    private static final Kind BEGIN = new Kind("hang before the first pass", "begin", "begin", "NEVER_BEAT")
            .told("entered the loop and never came to its first pass; it is WAITING .*");

    private static final String OUTER = new Kind("", "", "outer", "").loopName();

    private static final List<Kind> KINDS = List.of(
            new Kind("monitor held by another thread", "monitor", "BLOCKED")
                    .told("on Object@\\S+ held by \"monitor-\\d+-holder\" at Ways.enter\\(.*\\);"
                            + " \"monitor-\\d+-holder\" is WAITING at Ways.*"),
            new Kind("`ReentrantLock` held by another thread", "lock", "BLOCKED")
                    .told("on ReentrantLock\\S+ held by \"lock-\\d+-holder\" at Ways.*;"
                            + " \"lock-\\d+-holder\" is WAITING at Ways.*"),
            DEADLOCK,
            new Kind("park without permit", "park", "WAITING").told("in LockSupport.park at Ways.*"),
            new Kind("`Object.wait` in a handler", "wait", "WAITING").told("on Object@\\S+ in Object.wait at Ways.*"),
            new Kind("blocking read from a socket that never answers", "socket", "IN_SYSCALL")
                    .told("in (poll|read of socket:\\S+) in state S in .*\\.read at Ways.*"),
            new Kind("blocking read from a FIFO", "fifo", "IN_SYSCALL")
                    .told("in read of /\\S*orders.fifo in state S in RandomAccessFile.read at Ways.*"),
            new Kind("exception", "throw", "THREW").told("\\S+RingFullException: ring is full at Ways.*"),
            new Kind("return under `on-return=dead`", "return", "pollAndReturn", "RETURNED")
                    .told("the loop returned although .*"),
            BEGIN,
            NESTED);

    private static final int NAP_MILLIS = 5;

    /** From one stall to the next, on the average. */
    private static final Duration APART = Duration.ofMillis(300);

    private final List<Kind> kinds;
    private final BiFunction<StallingHost, StallingHost.Ordered, Stall> await;

    WaitingStalls(Pattern wanted) {
        this(wanted, StallingHost::await);
    }

    /**
     * Makes it.
     *
     * @param wanted finds the kinds that are wanted
     * @param await how what is said of a stall is waited for
     */
    WaitingStalls(Pattern wanted, BiFunction<StallingHost, StallingHost.Ordered, Stall> await) {
        this.await = await;
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
            host.awaitSettled(names, times);
            return stall(host, setting, times);
        }
    }

    private List<Stall> stall(StallingHost host, Setting setting, int times) {
        // A few of them at a time, as a diagnosis of some dozens is no trial of one.
        Duration window = setting.interval().multipliedBy(times).plus(APART.multipliedBy((long) kinds.size() * times));
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
            Stall stall = await.apply(host, one);
            stalls.add(host.deaths().isDead(one.name(), OUTER) ? withOuter(stall) : stall);
        }
        return stalls;
    }

    /** The outer loop rests while the thread is in the inner one. That it is called DEAD too is not right. */
    private static Stall withOuter(Stall stall) {
        return stall.saidToBe(stall.word() + " and the outer loop DEAD", stall.sentence());
    }

    /** Both threads of a deadlock count. */
    private static List<String> names(Kind kind, int number) {
        String name = kind.way() + "-" + number;
        return kind == DEADLOCK ? List.of(name + "-a", name + "-b") : List.of(name);
    }
}
