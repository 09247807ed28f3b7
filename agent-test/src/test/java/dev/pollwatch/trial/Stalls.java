package dev.pollwatch.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** All the trials of stalls, one host at a time: one that starts takes the CPU that the agent in another needs. */
final class Stalls {

    private final List<StallTrial> trials;
    private final CountedStalls counted;

    /**
     * Makes it.
     *
     * @param wanted finds the kinds that are wanted
     */
    Stalls(Pattern wanted) {
        counted = new CountedStalls(wanted);
        trials = List.of(
                new WaitingStalls(wanted),
                new PausedStalls(wanted),
                new CrowdedStalls(wanted),
                new BurningStalls(wanted),
                counted);
    }

    List<Stall> run(List<Setting> settings, int times) {
        List<Stall> stalls = new ArrayList<>();
        for (StallTrial trial : trials) {
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
