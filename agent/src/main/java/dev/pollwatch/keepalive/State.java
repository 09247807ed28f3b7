package dev.pollwatch.keepalive;

import java.util.Locale;

/** What the dispatcher says of a poll thread; the names are those of the ancestor, Open vSwitch keepalive. */
public enum State {
    /** It has a row but runs no loop now: entered and not yet beaten, or the loop returned normally. */
    UNUSED,
    /** It goes round. */
    ALIVE,
    /** It rightly blocks in a sleep point, or is inside an inner poll loop. */
    SLEEP,
    /** It should go round and does not, or its loop was left in a way that was not meant. */
    DEAD;

    private final String label = name().toLowerCase(Locale.ROOT);

    /**
     * The name as it stands in metric labels.
     *
     * @return the lower-case name
     */
    public String label() {
        return label;
    }
}
