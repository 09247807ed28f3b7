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
 * @param sentences what the sentence of such a diagnosis is like, as a regular expression
 * @param untilDead from the last beat, as the host noted it, to the verdict; empty when it was not found
 * @param word the diagnosis, empty when there was none
 * @param sentence the rest of what was said
 */
record Stall(
        String kind,
        Setting setting,
        Set<String> words,
        String sentences,
        Optional<Duration> untilDead,
        String word,
        String sentence) {

    boolean isFound() {
        return untilDead.isPresent();
    }

    boolean isNamed() {
        return isFound() && words.contains(word);
    }

    /** The same, with a sentence that says what it should. */
    boolean isTold() {
        return isNamed() && sentence.matches(sentences);
    }

    /** The same stall, with something else to be said of it. */
    Stall saidToBe(String otherWord, String otherSentence) {
        return new Stall(kind, setting, words, sentences, untilDead, otherWord, otherSentence);
    }
}
