package dev.pollwatch.view;

/**
 * A row as every view shows it. The getters name the attributes of its MBean; {@code /threads} and the composite data of JMX
 * carry the same names in lower camel case.
 */
public interface ThreadView {

    /**
     * The thread's name.
     *
     * @return the name, with {@code  #2} … where two such threads run the loop at once
     */
    String getName();

    /**
     * The poll loop.
     *
     * @return {@code class#method}
     */
    String getLoop();

    /**
     * The state.
     *
     * @return {@code ALIVE}, {@code SLEEP}, {@code UNUSED} or {@code DEAD}
     */
    String getState();

    /**
     * How long the row has been in the state.
     *
     * @return milliseconds
     */
    long getStateSinceMillis();

    /**
     * The OS thread id.
     *
     * @return the tid, −1 when unknown, and for a virtual thread
     */
    long getTid();

    /**
     * The id that Java gave the thread.
     *
     * @return the id
     */
    long getJavaThreadId();

    /**
     * The CPU that the thread last ran on.
     *
     * @return its number, −1 when unknown
     */
    int getCore();

    /**
     * The CPUs that the thread may run on.
     *
     * @return a list such as {@code 0-3,8}, empty when unknown
     */
    String getAllowedCores();

    /**
     * Passes of the loop's header, over all incarnations.
     *
     * @return how many
     */
    long getHeartbeats();

    /**
     * The rate of the heartbeats over the last second or so.
     *
     * @return beats per second
     */
    double getHeartbeatsPerSecond();

    /**
     * Time since the last heartbeat was seen.
     *
     * @return milliseconds; −1 when there was none, and when UNUSED
     */
    long getLastHeartbeatAgeMillis();

    /**
     * Whole keepalive intervals since the last heartbeat.
     *
     * @return how many; 0 in SLEEP and UNUSED
     */
    long getMissedHeartbeats();

    /**
     * How many times the row turned DEAD.
     *
     * @return how many times
     */
    long getStalls();

    /**
     * The longest stall, the present one included.
     *
     * @return milliseconds
     */
    long getLongestStallMillis();

    /**
     * The length of all stalls together, the present one included.
     *
     * @return milliseconds
     */
    long getStallMillis();

    /**
     * The last stalls, the present one included; they stay when the thread has recovered.
     *
     * @return the newest first, eight at most
     */
    StallView[] getLastStalls();

    /**
     * The how-manieth thread it is that runs the loop under this row.
     *
     * @return from 1
     */
    long getIncarnation();

    /**
     * Why the thread is DEAD, in a word.
     *
     * @return one upper-case word, empty where there is no diagnosis
     */
    String getDiagnosis();

    /**
     * Why the thread is DEAD, in a sentence; or in which inner loop it is while SLEEP.
     *
     * @return the sentence, or empty
     */
    String getDiagnosisDetail();

    /**
     * The stack that the diagnosis found.
     *
     * @return a frame per line, or empty
     */
    String getStallStack();

    /**
     * What the kernel calls the thread's state.
     *
     * @return one letter, empty when unknown; {@code virtual} for a virtual thread, which the kernel does not know
     */
    String getKernelState();

    /**
     * The thread's share of one CPU over the last window.
     *
     * @return per cent, −1 when unknown
     */
    double getCpuPercent();

    /**
     * Time in which the thread could run and waited for a CPU.
     *
     * @return milliseconds, −1 when unknown
     */
    long getRunQueueWaitMillis();

    /**
     * How often the thread gave up the CPU.
     *
     * @return how often, −1 when unknown
     */
    long getVoluntarySwitches();

    /**
     * How often the CPU was taken from the thread.
     *
     * @return how often, −1 when unknown
     */
    long getInvoluntarySwitches();
}
