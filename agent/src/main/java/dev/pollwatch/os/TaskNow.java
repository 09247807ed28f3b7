package dev.pollwatch.os;

/**
 * What the kernel says of a thread at this moment.
 *
 * @param state one letter: {@code R} running or runnable, {@code S} sleeping, {@code D} in disk wait …; empty when unknown
 * @param voluntarySwitches how often it has given up the CPU, −1 unknown; a thread that is found asleep twice at the same number has not
 *     run in between
 */
public record TaskNow(String state, long voluntarySwitches) {

    /** Nothing is known: no such task, or no {@code /proc}. */
    public static final TaskNow UNKNOWN = new TaskNow("", -1);

    /**
     * Whether it sleeps and could be woken.
     *
     * @return {@code true} in state {@code S}
     */
    public boolean sleeps() {
        return state.equals("S");
    }
}
