package dev.pollwatch.keepalive;

import org.jspecify.annotations.Nullable;

/**
 * One change of state, announced once.
 *
 * @param row the row just after the change; for DEAD with the diagnosis, where one was found in time
 * @param from the old state
 * @param to the new state
 * @param nanosInOld how long it was in the old one
 * @param stallNanos the length of the stall that this change ended, 0 where it ended none
 * @param epochMillis when, for display
 */
public record StateChange(Row row, State from, State to, long nanosInOld, long stallNanos, long epochMillis) {

    /**
     * The stall that this change begins or ends, with what had been found of it when the change was announced.
     *
     * @return the stall, {@code null} where neither state is DEAD
     */
    public @Nullable Stall stall() {
        boolean stalls = from == State.DEAD || to == State.DEAD;
        return stalls && !row.lastStalls().isEmpty() ? row.lastStalls().get(0) : null;
    }

    /** The same change with the diagnosis that was found for the stall that it begins, or for the one that it ends. */
    StateChange with(Diagnosis diagnosis) {
        if (to == State.DEAD) {
            return with(row.with(diagnosis));
        }
        Stall ended = stall();
        boolean news = ended != null && ended.diagnosis().detail().isEmpty();
        return news ? with(row.withStall(diagnosis)) : this;
    }

    private StateChange with(Row told) {
        return new StateChange(told, from, to, nanosInOld, stallNanos, epochMillis);
    }
}
