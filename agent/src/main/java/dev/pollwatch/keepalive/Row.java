package dev.pollwatch.keepalive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One poll thread in one poll loop, as it was when the snapshot was made. Durations are nanoseconds of elapsed time.
 *
 * @param serial identifies this row for as long as it exists; a row that went and came back has a new one
 * @param name the thread's name when it entered the loop, with {@code  #2} … where two such threads run the loop at once
 * @param loop the loop's name
 * @param decidesHealth whether the row counts for {@code /health}
 * @param state the state
 * @param stateSinceNanos how long it has been in the state
 * @param tid the OS thread id, −1 when unknown
 * @param javaThreadId the id Java gave the thread
 * @param virtual whether it is a virtual thread, which has no OS thread of its own
 * @param threadAlive whether the thread has not ended
 * @param heartbeats header passes, over all incarnations
 * @param heartbeatsPerSecond the rate over the last second or so
 * @param lastHeartbeatAgeNanos time since the last beat was seen: −1 when there was none, and when UNUSED
 * @param missedHeartbeats whole keepalive intervals since the last beat; 0 in SLEEP and UNUSED
 * @param stalls how many times it turned DEAD
 * @param stallNanos the length of all its stalls together, the present one included
 * @param longestStallNanos the longest, the present one included
 * @param transitions how many times it entered each state
 * @param incarnation the how-manieth thread it is that runs the loop under this row, from 1
 * @param diagnosis why it is DEAD, or in which inner loop it is while SLEEP; {@link Diagnosis#NONE} otherwise
 * @param lastStalls its last stalls, the newest first, the present one included
 */
public record Row(
        long serial,
        String name,
        String loop,
        boolean decidesHealth,
        State state,
        long stateSinceNanos,
        long tid,
        long javaThreadId,
        boolean virtual,
        boolean threadAlive,
        long heartbeats,
        double heartbeatsPerSecond,
        long lastHeartbeatAgeNanos,
        long missedHeartbeats,
        long stalls,
        long stallNanos,
        long longestStallNanos,
        Map<State, Long> transitions,
        long incarnation,
        Diagnosis diagnosis,
        List<Stall> lastStalls) {

    /** Copies the list. */
    public Row {
        lastStalls = List.copyOf(lastStalls);
    }

    /**
     * The row's key as {@code acknowledge} and {@code threadStack} take it.
     *
     * @return {@code <thread name>|<loop>}
     */
    public String key() {
        return name + "|" + loop;
    }

    /** The same row with another diagnosis of the stall that it is in. */
    Row with(Diagnosis other) {
        return with(other, foundOfNewest(other));
    }

    /** The same row where more was found of its newest stall, which is over. */
    Row withStall(Diagnosis found) {
        return with(diagnosis, foundOfNewest(found));
    }

    private List<Stall> foundOfNewest(Diagnosis found) {
        if (lastStalls.isEmpty()) {
            return lastStalls;
        }
        List<Stall> stalls = new ArrayList<>(lastStalls);
        stalls.set(0, stalls.get(0).with(found));
        return stalls;
    }

    private Row with(Diagnosis other, List<Stall> last) {
        return new Row(
                serial,
                name,
                loop,
                decidesHealth,
                state,
                stateSinceNanos,
                tid,
                javaThreadId,
                virtual,
                threadAlive,
                heartbeats,
                heartbeatsPerSecond,
                lastHeartbeatAgeNanos,
                missedHeartbeats,
                stalls,
                stallNanos,
                longestStallNanos,
                transitions,
                incarnation,
                other,
                last);
    }
}
