package dev.pollwatch.trial;

import java.time.Duration;
import java.util.Map;

/**
 * For how long another thread of the host was kept from going on during stalls in a counted loop without safepoint polls.
 * Waiting for a CPU is left out.
 *
 * @param collector the collector, such as {@code Serial}
 * @param setting in what
 * @param watched whether the agent was in the host
 * @param stalls how many stalls were watched
 * @param longest the longest delay of all
 * @param askedFor the longest delay while the JVM did something that somebody who looks at threads asks for
 * @param operations what stopped the host during the stalls, and how often
 */
record Delay(
        String collector,
        Setting setting,
        boolean watched,
        int stalls,
        Duration longest,
        Duration askedFor,
        Map<String, Long> operations) {}
