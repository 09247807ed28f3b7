package dev.pollwatch.frameworks;

import java.time.Duration;

/**
 * How long each part of a trial takes, and the agent's options.
 *
 * @param options the agent's options; they hold no rule
 * @param traffic how long there is traffic, before the idle time and after the block
 * @param idle how long nothing is asked
 */
record Plan(String options, Duration traffic, Duration idle) {}
