package dev.pollwatch.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/** All the trials of stalls. Those that wait are made side by side, those that keep a CPU busy one after the other. */
final class Stalls {

    private final List<StallTrial> waiting;
    private final List<StallTrial> busy;
    private final CountedStalls counted;

    /**
     * Makes it.
     *
     * @param wanted finds the kinds that are wanted
     */
    Stalls(Pattern wanted) {
        counted = new CountedStalls(wanted);
        waiting = List.of(new WaitingStalls(wanted), new PausedStalls(wanted));
        busy = List.of(new CrowdedStalls(wanted), new BurningStalls(wanted), counted);
    }

    List<Stall> run(List<Setting> settings, int times) throws ExecutionException, InterruptedException {
        List<Stall> stalls = new ArrayList<>();
        ExecutorService executor = Executors.newCachedThreadPool();
        try {
            List<Future<List<Stall>>> futures = waiting.stream()
                    .flatMap(trial ->
                            settings.stream().map(setting -> executor.submit(() -> report(trial, setting, times))))
                    .toList();
            for (Future<List<Stall>> future : futures) {
                stalls.addAll(future.get());
            }
        } finally {
            executor.shutdownNow();
        }
        for (StallTrial trial : busy) {
            for (Setting setting : settings) {
                stalls.addAll(report(trial, setting, times));
            }
        }
        return stalls;
    }

    /** How long counted loops held up others. */
    List<Delay> delays() {
        return counted.delays();
    }

    /** In the order of the table: as they were made. */
    static List<String> kinds(List<Stall> stalls) {
        return stalls.stream().map(Stall::kind).distinct().toList();
    }

    private static List<Stall> report(StallTrial trial, Setting setting, int times) {
        List<Stall> stalls = trial.run(setting, times);
        if (!stalls.isEmpty()) {
            System.out.printf(
                    "%s, %s: %d made, %d found, %d with the right word%n",
                    trial.getClass().getSimpleName(),
                    setting,
                    stalls.size(),
                    stalls.stream().filter(Stall::isFound).count(),
                    stalls.stream().filter(Stall::isNamed).count());
        }
        return stalls;
    }
}
