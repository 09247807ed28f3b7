package dev.pollwatch.weave;

import java.util.Locale;

/** What a rule makes of the methods that it names; each kind is an option of the same name in lower case. */
public enum RuleKind {
    /** A poll loop: beat at the header of each outermost loop. */
    LOOP,
    /** A method in which a poll thread may rightly block. */
    SLEEP;

    /**
     * The option by which rules of this kind are given.
     *
     * @return {@code loop}, {@code sleep} …
     */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }
}
