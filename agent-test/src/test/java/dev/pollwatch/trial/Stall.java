package dev.pollwatch.trial;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * A stall that was made, and what the agent said of it.
 *
 * @param kind what was made, such as {@code busy spin}
 * @param setting in what
 * @param words the diagnoses that are right
 * @param untilDead from the last beat, as the host noted it, to the verdict; empty when it was not found
 * @param word the diagnosis, empty when there was none
 * @param sentence the rest of what was said
 */
record Stall(
        String kind, Setting setting, Set<String> words, Optional<Duration> untilDead, String word, String sentence) {

    boolean isFound() {
        return untilDead.isPresent();
    }

    boolean isNamed() {
        return isFound() && words.contains(word);
    }
}
