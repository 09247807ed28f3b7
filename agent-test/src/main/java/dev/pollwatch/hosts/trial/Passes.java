package dev.pollwatch.hosts.trial;

/** What a poll thread notes of itself: for how long at most it was awake without passing its loop's header, while the host ran. */
final class Passes {

    private static final long ASLEEP = Long.MIN_VALUE;

    private final String name;
    private final RunningTime time;

    /** The last pass or waking, or {@link #ASLEEP}. */
    private volatile long since;

    private volatile long longestNanos;

    Passes(String name, RunningTime time) {
        this.name = name;
        this.time = time;
        this.since = ASLEEP;
    }

    /** The thread passes the header. */
    void pass() {
        long now = time.nanos();
        longestNanos = awake(now);
        since = now;
    }

    /** It is about to sleep, which it rightly may. */
    void sleeps() {
        longestNanos = awake(time.nanos());
        since = ASLEEP;
    }

    /** There is work for it, put there by another thread: if it sleeps, it is awake from now on, though it may have to wait for a CPU. */
    void called() {
        if (since == ASLEEP) {
            since = time.nanos();
        }
    }

    /** It has slept. Where it was called, it has been awake since then. */
    void woke() {
        long now = time.nanos();
        longestNanos = awake(now);
        since = now;
    }

    /** Forgets what was; called by another thread. */
    void begin() {
        longestNanos = 0;
    }

    /** What came of it, the time since the last pass included; called by another thread. */
    String tell() {
        return "awake " + name + " " + awake(time.nanos()) / 1_000_000;
    }

    private long awake(long now) {
        long from = since;
        return from == ASLEEP ? longestNanos : Math.max(longestNanos, now - from);
    }
}
