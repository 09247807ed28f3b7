package dev.pollwatch.trial;

import java.util.ArrayList;
import java.util.List;

/**
 * Lets threads be idle for long, and meanwhile, in other hosts and one after the other, does what does not load the machine for long.
 *
 * @param meanwhile what that is
 */
record WhileIdle(List<Disturbance> meanwhile) implements Disturbance {

    @Override
    public List<Endurance> run(Setting setting, int times, boolean abridged) {
        return SideBySide.run(List.of(() -> new IdleForLong().run(setting, times, abridged), () -> {
            List<Endurance> seen = new ArrayList<>();
            for (Disturbance disturbance : meanwhile) {
                seen.addAll(disturbance.run(setting, times, abridged));
            }
            return seen;
        }));
    }
}
