package dev.pollwatch.keepalive;

import java.util.List;

/**
 * All that the dispatcher knows, at one moment. Immutable; the views read nothing else.
 *
 * @param startTimeMillis when the agent started, epoch milliseconds
 * @param upNanos how long ago that was
 * @param paused whether verdicts are suspended; the states are then frozen
 * @param intervalNanos the keepalive interval
 * @param deadAfterNanos the global time without a beat after which a thread is DEAD
 * @param lastCheckAgeNanos time since the dispatcher last looked; grows when the watcher itself hangs
 * @param hostPauses how many host pauses there were
 * @param hostPauseNanos how long they were together
 * @param overflowThreads threads that got no row because there were {@code max-threads} of them, counted since the start
 * @param rows the rows, ordered by thread name and loop
 */
public record Snapshot(
        long startTimeMillis,
        long upNanos,
        boolean paused,
        long intervalNanos,
        long deadAfterNanos,
        long lastCheckAgeNanos,
        long hostPauses,
        long hostPauseNanos,
        long overflowThreads,
        List<Row> rows) {

    private static final long SILENCE_NANOS = 5_000_000_000L;
    private static final int SILENCE_INTERVALS = 5;

    /** Copies the list. */
    public Snapshot {
        rows = List.copyOf(rows);
    }

    /**
     * Counts the rows in a state.
     *
     * @param state the state
     * @return how many rows are in it
     */
    public int count(State state) {
        int count = 0;
        for (Row row : rows) {
            if (row.state() == state) {
                count++;
            }
        }
        return count;
    }

    /**
     * Whether the dispatcher has not looked for so long that its states mean nothing: more than 5 s and 5 intervals.
     *
     * @return {@code true} when it hangs or is dead
     */
    public boolean watcherHangs() {
        return overdue(lastCheckAgeNanos, intervalNanos);
    }

    /**
     * The same for times that came by another way than a snapshot.
     *
     * @param lastCheckAgeNanos time since the dispatcher last looked
     * @param intervalNanos the keepalive interval
     * @return {@code true} when it hangs or is dead
     */
    public static boolean overdue(long lastCheckAgeNanos, long intervalNanos) {
        return lastCheckAgeNanos > Math.max(SILENCE_NANOS, SILENCE_INTERVALS * intervalNanos);
    }
}
