package dev.pollwatch.hosts;

/** What a poll thread is told to do in its next iteration. */
public enum Order {
    /** Go round. */
    GO,
    /** Spin inside the iteration until told otherwise. */
    STALL,
    /** Leave the loop by an exception. */
    THROW,
    /** Leave the loop by a return. */
    RETURN,
    /** Go into the inner loop. */
    ENTER
}
