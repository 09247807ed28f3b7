package dev.pollwatch.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Lets threads be idle for long, and meanwhile, in other hosts, does what does not load the machine for long.
 *
 * @param meanwhile what that is: rows of disturbances, one after the other in each, the rows side by side
 */
record WhileIdle(List<List<Disturbance>> meanwhile) implements Disturbance {

    @Override
    public List<Endurance> run(Setting setting, int times, boolean abridged) {
        List<Callable<List<Endurance>>> parts = new ArrayList<>();
        parts.add(() -> new IdleForLong().run(setting, times, abridged));
        for (List<Disturbance> row : meanwhile) {
            parts.add(() -> {
                List<Endurance> seen = new ArrayList<>();
                for (Disturbance disturbance : row) {
                    seen.addAll(disturbance.run(setting, times, abridged));
                }
                return seen;
            });
        }
        return SideBySide.run(parts);
    }
}
