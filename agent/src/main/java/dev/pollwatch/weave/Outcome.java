package dev.pollwatch.weave;

import org.jspecify.annotations.Nullable;

/**
 * What became of one method for one rule.
 *
 * @param rule the rule
 * @param method the method by the name under which it is shown, {@code com.acme.Rx#poll}
 * @param loops how many outermost loops were woven in it
 * @param leftAlone why it was left alone, or {@code null} when it was woven
 */
record Outcome(
        Rule rule, String method, int loops, @Nullable String leftAlone) {

    /** How the reason begins where a rule of the user's is why. */
    static final String EXCLUDED = "is excluded by ";
}
