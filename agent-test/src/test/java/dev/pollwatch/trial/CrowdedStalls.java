package dev.pollwatch.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** One of 500 threads stands still, and then another. */
final class CrowdedStalls implements StallTrial {

    private static final int THREADS = 500;
    private static final Kind KIND = new Kind("one of 500 threads", "park", "WAITING");
    private static final String PREFIX = "rx-";

    /** Each beats several times in an interval of 100 ms, and all together leave the machine a CPU. */
    private static final int NAP_MILLIS = 25;

    private final Pattern wanted;

    CrowdedStalls(Pattern wanted) {
        this.wanted = wanted;
    }

    @Override
    public List<Stall> run(Setting setting, int times) {
        List<Stall> stalls = new ArrayList<>();
        if (!KIND.isWanted(wanted)) {
            return stalls;
        }
        try (StallingHost host = StallingHost.start(setting)) {
            host.host().crowd(THREADS, PREFIX, KIND, NAP_MILLIS);
            host.awaitSettled(
                    IntStream.range(0, THREADS).mapToObj(i -> PREFIX + i).toList(), times);
            for (int i = 0; i < times; i++) {
                String name = PREFIX + ThreadLocalRandom.current().nextInt(THREADS);
                StallingHost.Ordered ordered = host.order(name, KIND, StandStill.soon(setting.interval()));
                Stall stall = host.await(ordered);
                int dead = host.deaths().count();
                stalls.add(dead <= 1 ? stall : withOthers(stall, dead - 1));
                host.end(ordered);
            }
        }
        return stalls;
    }

    /** Another one that is DEAD makes this no right answer. */
    private static Stall withOthers(Stall stall, int others) {
        return stall.saidToBe(stall.word() + " and " + others + " others DEAD", stall.sentence());
    }
}
