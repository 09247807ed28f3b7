package dev.pollwatch.view.jmx;

import dev.pollwatch.view.ThreadView;

/** Pollwatch as a whole. No operation can stop or kill a thread, write a file or run code. */
public interface KeepaliveMXBean {

    /**
     * Whether Pollwatch is at work; where it is not, there is no such MBean.
     *
     * @return {@code true}
     */
    boolean isEnabled();

    /**
     * Whether verdicts are suspended.
     *
     * @return {@code true} between {@link #pause()} and {@link #resume()}
     */
    boolean isPaused();

    /**
     * The keepalive interval.
     *
     * @return milliseconds
     */
    long getIntervalMillis();

    /**
     * Changes the keepalive interval.
     *
     * @param millis milliseconds
     * @throws IllegalArgumentException when out of bounds
     */
    void setIntervalMillis(long millis);

    /**
     * The time without a beat after which a thread is DEAD.
     *
     * @return milliseconds
     */
    long getDeadAfterMillis();

    /**
     * Changes the time without a beat after which a thread is DEAD.
     *
     * @param millis milliseconds
     * @throws IllegalArgumentException when out of bounds
     */
    void setDeadAfterMillis(long millis);

    /**
     * When Pollwatch started.
     *
     * @return epoch milliseconds
     */
    long getStartTime();

    /**
     * The rows.
     *
     * @return how many
     */
    int getThreadCount();

    /**
     * The rows that are ALIVE.
     *
     * @return how many
     */
    int getAliveCount();

    /**
     * The rows that are SLEEP.
     *
     * @return how many
     */
    int getSleepCount();

    /**
     * The rows that are UNUSED.
     *
     * @return how many
     */
    int getUnusedCount();

    /**
     * The rows that are DEAD.
     *
     * @return how many
     */
    int getDeadCount();

    /**
     * Threads that got no row because there were too many.
     *
     * @return how many since the start
     */
    long getOverflowCount();

    /**
     * Times in which the dispatcher itself could not run.
     *
     * @return how many
     */
    long getHostPauseCount();

    /**
     * The length of all host pauses together.
     *
     * @return milliseconds
     */
    long getHostPauseMillis();

    /**
     * Time since the dispatcher last looked.
     *
     * @return milliseconds
     */
    long getLastCheckAgeMillis();

    /**
     * The loops woven so far.
     *
     * @return how many
     */
    int getWovenLoops();

    /**
     * The rules that no method of a loaded class has answered to.
     *
     * @return the rules as they were given
     */
    String[] getUnmatchedRules();

    /**
     * Where the HTTP endpoint is.
     *
     * @return an address such as {@code http://127.0.0.1:9477/}, empty when there is none
     */
    String getHttpAddress();

    /**
     * Pollwatch's version.
     *
     * @return the version
     */
    String getVersion();

    /**
     * All rows.
     *
     * @return one per row, those of DEAD threads first, otherwise ordered by thread name and loop
     */
    ThreadView[] getThreads();

    /**
     * All rules.
     *
     * @return one per rule
     */
    RuleView[] getRules();

    /**
     * The text table of all rows.
     *
     * @return lines
     */
    String healthReport();

    /** Freezes all states. */
    void pause();

    /** Ends a pause. */
    void resume();

    /**
     * Takes note of a row that is DEAD because its loop was left.
     *
     * @param row {@code <thread name>|<loop>}
     * @throws IllegalArgumentException when there is no such row, or it is not DEAD for that reason
     */
    void acknowledge(String row);

    /**
     * The present stack of a row's thread.
     *
     * @param row {@code <thread name>|<loop>}
     * @return a frame per line, or a sentence that says why there is none
     * @throws IllegalArgumentException when there is no such row
     */
    String threadStack(String row);
}
