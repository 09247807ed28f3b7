package dev.pollwatch.trial;

import java.util.List;
import org.opentest4j.TestAbortedException;

/**
 * A disturbance that is left out where the machine lacks a program for it, and says so in place of what it measured; a test would be skipped.
 *
 * @param disturbance the disturbance
 */
record WhereItCan(Disturbance disturbance) implements Disturbance {

    @Override
    public List<Endurance> run(Setting setting, int times, boolean abridged) {
        try {
            return disturbance.run(setting, times, abridged);
        } catch (TestAbortedException e) {
            return List.of(new Endurance("not run", setting, 0, List.of(), String.valueOf(e.getMessage())));
        }
    }
}
