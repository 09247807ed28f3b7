package dev.pollwatch.keepalive;

import java.util.List;

/**
 * What became of one rule so far; the weaver keeps it and the views show it.
 *
 * @param rule the rule as it was given
 * @param kind the option it came by: {@code loop}, {@code sleep} …
 * @param source where it was given: {@code agent argument}, {@code preset netty} …
 * @param woven the methods woven, each as {@code class#method}, with the descriptor when it is overloaded
 * @param loops how many loops were woven in them
 * @param leftAlone the methods left alone, each with the reason
 */
public record RuleStatus(
        String rule, String kind, String source, List<String> woven, int loops, List<String> leftAlone) {

    /** Copies the lists. */
    public RuleStatus {
        woven = List.copyOf(woven);
        leftAlone = List.copyOf(leftAlone);
    }

    /**
     * Whether no method of a loaded class answered to the rule; a typo shows here.
     *
     * @return {@code true} when it matched nothing yet
     */
    public boolean unmatched() {
        return woven.isEmpty() && leftAlone.isEmpty();
    }
}
