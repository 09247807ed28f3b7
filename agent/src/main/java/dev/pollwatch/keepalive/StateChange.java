package dev.pollwatch.keepalive;

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

    /** The same change with the diagnosis that was found for it. */
    StateChange with(Diagnosis diagnosis) {
        return new StateChange(row.with(diagnosis), from, to, nanosInOld, stallNanos, epochMillis);
    }
}
