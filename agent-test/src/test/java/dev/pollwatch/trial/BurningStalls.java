package dev.pollwatch.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Stalls that keep a CPU busy: one after the other, each ended before the next begins. */
final class BurningStalls implements StallTrial {

    private static final String HEAVY = "heavy";

    private static final List<Kind> KINDS = List.of(
            new Kind("busy spin", "spin", "SPINNING")
                    .told("at Ways.spin\\(Ways.java:\\d+\\) in both of two stacks, .* % of a CPU.*"),
            new Kind("infinite inner loop in the poll method", "inner-loop", "pollWithInnerLoop", "SPINNING"),
            new Kind("CPU-heavy iteration of 3 × `dead-after`", HEAVY, "SPINNING"),
            new Kind("starved by pinning and niceness", "starved", "STARVED")
                    .told("runnable, but got \\d+ ms of CPU in \\d+ ms.*"));

    private static final int NAP_MILLIS = 5;

    private final Pattern wanted;
    private final int heavyTimesDeadAfter;
    private final BiFunction<StallingHost, StallingHost.Ordered, Stall> await;

    BurningStalls(Pattern wanted) {
        this(wanted, 3, StallingHost::await);
    }

    /**
     * Makes it.
     *
     * @param wanted finds the kinds that are wanted
     * @param heavyTimesDeadAfter how many times {@code dead-after} a heavy iteration takes
     * @param await how what is said of a stall is waited for
     */
    BurningStalls(
            Pattern wanted, int heavyTimesDeadAfter, BiFunction<StallingHost, StallingHost.Ordered, Stall> await) {
        this.await = await;
        this.wanted = wanted;
        this.heavyTimesDeadAfter = heavyTimesDeadAfter;
    }

    @Override
    public List<Stall> run(Setting setting, int times) {
        List<Kind> kinds = KINDS.stream()
                .filter(kind -> kind.isWanted(wanted))
                .map(kind -> kind.way().equals(HEAVY) ? heavy(kind, setting) : kind)
                .toList();
        List<Stall> stalls = new ArrayList<>();
        if (kinds.isEmpty()) {
            return stalls;
        }
        try (StallingHost host = StallingHost.start(setting)) {
            for (Kind kind : kinds) {
                host.host().run(kind.way(), kind, NAP_MILLIS);
            }
            host.awaitSettled(kinds.stream().map(Kind::way).toList(), times);
            for (Kind kind : kinds) {
                for (int i = 0; i < times; i++) {
                    StallingHost.Ordered ordered = host.order(kind.way(), kind, StandStill.soon(setting.interval()));
                    stalls.add(await.apply(host, ordered));
                    host.end(ordered);
                }
            }
        }
        return stalls;
    }

    private Kind heavy(Kind kind, Setting setting) {
        long millis = setting.deadAfter().multipliedBy(heavyTimesDeadAfter).toMillis();
        return new Kind(kind.label(), HEAVY + ":" + millis, kind.loop(), kind.word(), kind.sentence());
    }
}
