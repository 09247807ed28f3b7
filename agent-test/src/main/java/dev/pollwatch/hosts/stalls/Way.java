package dev.pollwatch.hosts.stalls;

/** A way to stand still. */
@FunctionalInterface
interface Way {

    /** On the poll thread, before it enters its loop. */
    default void prepare() throws Exception {}

    /** Stands still; where it can end, until {@link StallingThread#release()}. */
    void stand() throws Exception;
}
