package dev.pollwatch.trial;

import java.util.List;

/**
 * One time that threads which were well went through a disturbance.
 *
 * @param disturbance what it was, such as {@code full collections, 1 GiB live}
 * @param setting in what
 * @param threads how many poll threads went through it
 * @param falseDeaths each verdict DEAD, as the agent's log has it; empty when all is well
 * @param measured what shows that the disturbance took place, such as {@code 14 collections, the longest 0.9 s}
 */
record Endurance(String disturbance, Setting setting, int threads, List<String> falseDeaths, String measured) {}
