package dev.pollwatch.trial;

import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.TestPaths;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Loops that count, under collectors where such a loop has no safepoint poll: who stops the host then stops it until the loop ends. Found
 * they must be all the same, and no other thread may be held up for it; so the same is done once more without the agent. Time in
 * which the whole host stood still for a reason of its own does not count.
 */
final class CountedStalls implements StallTrial {

    private static final List<String> COLLECTORS = List.of("Serial", "Parallel");
    private static final String NAME = "counting";
    private static final int NAP_MILLIS = 5;

    /** The reason is looked for again 2 s after the verdict. */
    private static final Duration UNTIL_LOOKED_AT_AGAIN = Duration.ofMillis(2500);

    /** Takes a loop some seconds. */
    private static final int FAR = Integer.MAX_VALUE;

    private final Pattern wanted;
    private final int countTo;
    private final List<Delay> delays = new CopyOnWriteArrayList<>();

    CountedStalls(Pattern wanted) {
        this(wanted, FAR);
    }

    /**
     * Makes it.
     *
     * @param wanted finds the kinds that are wanted
     * @param countTo how far a loop counts before it can be stopped
     */
    CountedStalls(Pattern wanted, int countTo) {
        this.wanted = wanted;
        this.countTo = countTo;
    }

    @Override
    public List<Stall> run(Setting setting, int times) {
        List<Stall> stalls = new ArrayList<>();
        for (String collector : COLLECTORS) {
            Kind kind = new Kind("counted loop, " + collector + " GC", "counted:" + countTo, "SPINNING");
            if (kind.isWanted(wanted)) {
                stalls.addAll(watched(kind, collector, setting, times));
                unwatched(kind, collector, setting, times);
            }
        }
        return stalls;
    }

    /** How long other threads were held up, in all that was run so far. */
    List<Delay> delays() {
        return List.copyOf(delays);
    }

    private List<Stall> watched(Kind kind, String collector, Setting setting, int times) {
        SafepointLog log = newLog();
        List<Stall> stalls = new ArrayList<>();
        Observed observed = new Observed(log);
        try (StallingHost host = StallingHost.startInPeace(setting, jvmArgs(collector, log))) {
            host.host().run(NAME, kind, NAP_MILLIS);
            host.awaitAlive(List.of(NAME));
            for (int i = 0; i < times; i++) {
                host.host().collect();
                StallingHost.Ordered ordered = host.order(NAME, kind, StandStill.soon(setting.interval()));
                stalls.add(host.awaitBesidesPauses(ordered));
                host.host().process().letRun(UNTIL_LOOKED_AT_AGAIN);
                host.end(ordered);
                observed.look(host.host());
            }
        }
        delays.add(observed.delay(collector, setting, true));
        return stalls;
    }

    private void unwatched(Kind kind, String collector, Setting setting, int times) {
        SafepointLog log = newLog();
        Observed observed = new Observed(log);
        try (StandStill host = StandStill.start(Host.on(setting.jdk()).jvm(jvmArgs(collector, log)))) {
            host.run(NAME, kind, NAP_MILLIS);
            // Compiles meanwhile.
            host.process().letRun(Duration.ofSeconds(2));
            for (int i = 0; i < times; i++) {
                host.collect();
                host.stall(NAME, StandStill.soon(setting.interval()));
                host.process()
                        .letRun(setting.interval().plus(setting.deadAfter()).plus(UNTIL_LOOKED_AT_AGAIN));
                host.release(NAME);
                observed.look(host);
            }
        }
        delays.add(observed.delay(collector, setting, false));
    }

    /**
     * What else would stop the host is left out: the safepoint that JDK 17 comes to every second by itself, and collections of
     * garbage. Each stall would be one of the whole host, with any agent or none.
     */
    private static String[] jvmArgs(String collector, SafepointLog log) {
        return new String[] {
            "-XX:+Use" + collector + "GC",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:GuaranteedSafepointInterval=0",
            "-Xmn160m",
            log.jvmArg()
        };
    }

    private static SafepointLog newLog() {
        return new SafepointLog(TestPaths.newFolder("counted").resolve("safepoints.log"));
    }

    /** What was seen of one host. */
    private static final class Observed {

        private final SafepointLog log;
        private final Map<String, Long> operations = new TreeMap<>();
        private int stalls;
        private long longest;
        private long askedFor;

        Observed(SafepointLog log) {
            this.log = log;
        }

        /** Takes in a stall that has just been ended. */
        void look(StandStill host) {
            long from = host.begun(NAME);
            long to = System.nanoTime();
            List<SafepointLog.Operation> during = log.operations(from, to);
            for (StandStill.Gap gap : host.gaps(from, to)) {
                if (gap.begin() < from) {
                    continue;
                }
                longest = Math.max(longest, gap.delay());
                if (during.stream()
                        .anyMatch(operation ->
                                operation.isAskedFor() && gap.overlaps(operation.begin(), operation.end()))) {
                    askedFor = Math.max(askedFor, gap.delay());
                }
            }
            during.stream()
                    .collect(Collectors.groupingBy(SafepointLog.Operation::name, Collectors.counting()))
                    .forEach((name, count) -> operations.merge(name, count, Long::sum));
            stalls++;
        }

        Delay delay(String collector, Setting setting, boolean watched) {
            return new Delay(
                    collector,
                    setting,
                    watched,
                    stalls,
                    Duration.ofNanos(longest),
                    Duration.ofNanos(askedFor),
                    Map.copyOf(operations));
        }
    }
}
