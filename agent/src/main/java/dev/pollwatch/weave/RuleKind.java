package dev.pollwatch.weave;

import java.util.Locale;

/** What a rule makes of the methods that it names; each kind is an option of the same name in lower case. */
public enum RuleKind {
    /** A poll loop: beat at the header of each outermost loop. */
    LOOP,
    /** A method called once per iteration: beat at entry. */
    CALL,
    /** A method in which a poll thread may rightly block. */
    SLEEP,
    /** A method whose return ends its thread's {@code call} rows. */
    END,
    /** A method never to weave, whatever other rules say. */
    EXCLUDE,
    /** A method inside a poll loop whose own loops, nested ones too, also beat. */
    PROGRESS,
    /**
     * What a poll loop calls in each pass: beat at entry for a thread that was in the loop before it was woven. Presets alone have such
     * rules; there is no option of that name.
     */
    EACH;

    /**
     * The option by which rules of this kind are given.
     *
     * @return {@code loop}, {@code sleep} …
     */
    public String option() {
        return name().toLowerCase(Locale.ROOT);
    }
}
