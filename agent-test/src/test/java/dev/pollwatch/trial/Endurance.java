package dev.pollwatch.trial;

import java.util.List;

/**
 * One time that threads which were well went through a disturbance.
 *
 * @param disturbance what it was, such as {@code full collections, 1 GiB live}
 * @param setting in what
 * @param threads how many poll threads went through it
 * @param deaths each verdict DEAD, as the agent's log has it, with the host's remark on it; empty when all is well
 * @param measured what shows that the disturbance took place, such as {@code 14 collections, the longest 0.9 s}
 */
record Endurance(String disturbance, Setting setting, int threads, List<String> deaths, String measured) {

    /** Stands in the host's remark on a verdict that is true: the thread had work and got no CPU for dead-after, while others of its host did. */
    static final String STARVED = "the machine starved it";

    /** The verdicts that are not true. */
    List<String> falseDeaths() {
        return deaths.stream().filter(death -> !death.contains(STARVED)).toList();
    }

    /** How many are true, since the machine gave a thread no CPU for dead-after. */
    int starved() {
        return deaths.size() - falseDeaths().size();
    }
}
