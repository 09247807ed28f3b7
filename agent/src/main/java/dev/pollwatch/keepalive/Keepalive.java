package dev.pollwatch.keepalive;

import java.time.Duration;

/** The core as the views and the command line see it: what is known, and the few things an operator may do. */
public interface Keepalive {

    /**
     * What is known now. Made when asked, at most some tens of milliseconds old; if the dispatcher hangs, the last one with its
     * {@link Snapshot#lastCheckAgeNanos()} grown.
     *
     * @return the snapshot
     */
    Snapshot snapshot();

    /**
     * Adds a listener. Rows that exist already are announced to it first.
     *
     * @param listener hears of everything from now on
     */
    void addListener(KeepaliveListener listener);

    /** Freezes all states until {@link #resume()}. */
    void pause();

    /** Ends a pause. The time it lasted is held against no thread. */
    void resume();

    /**
     * Changes the keepalive interval; {@code dead-after} follows unless it was set.
     *
     * @param interval 10 ms to 1 h
     * @throws IllegalArgumentException when it is out of bounds
     */
    void setInterval(Duration interval);

    /**
     * Changes the time without a beat after which a thread is DEAD.
     *
     * @param deadAfter more than nothing, at most a day
     * @throws IllegalArgumentException when it is out of bounds
     */
    void setDeadAfter(Duration deadAfter);

    /**
     * Takes note of a row that is DEAD because its loop was left: it turns UNUSED.
     *
     * @param rowKey {@code <thread name>|<loop>}
     * @throws IllegalArgumentException when there is no such row, or it is not DEAD for that reason; the message says which
     */
    void acknowledge(String rowKey);

    /**
     * The present stack of a row's thread.
     *
     * @param rowKey {@code <thread name>|<loop>}
     * @return a frame per line, or a sentence that says why there is none
     * @throws IllegalArgumentException when there is no such row
     */
    String threadStack(String rowKey);
}
