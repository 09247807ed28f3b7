package dev.pollwatch.keepalive;

/** What the state logic saw that made it call a thread DEAD; the diagnosis looks for the reason behind it. */
public enum Cause {
    /** Not DEAD. */
    NONE,
    /** It went round and no longer does. */
    STALLED,
    /** It entered the loop and never came to its first header pass. */
    NEVER_BEAT,
    /** It sleeps for longer than {@code sleep-limit}. */
    OVERSLEPT,
    /** The loop was left by a Throwable. */
    THREW,
    /** The loop returned although its rule says {@code on-return=dead}. */
    RETURNED,
    /** The thread is gone and nothing was seen of it leaving the loop. */
    ENDED;

    /**
     * Whether the thread has left the loop, so that no later beat can undo the verdict.
     *
     * @return {@code true} for a row that stays DEAD until a new thread comes or somebody acknowledges it
     */
    public boolean left() {
        return this == THREW || this == RETURNED || this == ENDED;
    }
}
