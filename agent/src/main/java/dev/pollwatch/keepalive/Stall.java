package dev.pollwatch.keepalive;

/**
 * One stall of a row: from the last progress seen before it was called DEAD to the check that saw it end.
 *
 * @param startMillis when it began, epoch milliseconds, for display
 * @param nanos how long it lasted, or has lasted until now, elapsed time
 * @param over whether it has ended
 * @param diagnosis why, as last found while it lasted; its stack is cut after some frames
 */
public record Stall(long startMillis, long nanos, boolean over, Diagnosis diagnosis) {

    /** The same stall with what was found of it. */
    Stall with(Diagnosis found) {
        return new Stall(startMillis, nanos, over, found);
    }
}
