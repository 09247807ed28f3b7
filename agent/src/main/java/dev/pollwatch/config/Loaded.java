package dev.pollwatch.config;

import java.util.List;

/**
 * What came of reading the options.
 *
 * @param settings the settings, with the default wherever a value was bad
 * @param complaints each mistake once, in the order in which it was found
 * @param given the keys that were given, other than those of rules
 */
public record Loaded(Settings settings, List<Complaint> complaints, List<String> given) {

    /** Copies the lists. */
    public Loaded {
        given = List.copyOf(given);
        complaints = List.copyOf(complaints);
    }

    /**
     * Whether there is a mistake that {@code fail-fast} makes fatal.
     *
     * @return {@code true} when a complaint is a WARN
     */
    public boolean hasMistakes() {
        for (Complaint complaint : complaints) {
            if (complaint.severity() == Complaint.Severity.WARN) {
                return true;
            }
        }
        return false;
    }
}
