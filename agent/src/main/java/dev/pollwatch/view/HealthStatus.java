package dev.pollwatch.view;

/** The verdict on the whole. */
public enum HealthStatus {
    /** No thread that counts is DEAD. */
    UP,
    /** A thread that counts is DEAD, or the dispatcher itself does not look any more. */
    DOWN,
    /** Verdicts are suspended. */
    PAUSED
}
