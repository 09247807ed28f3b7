package dev.pollwatch.hosts.trial;

/** What a poll thread notes of itself: for how long at most it was awake without passing its loop's header. */
final class Passes {

    private final String name;

    /** The last pass or waking, 0 while it sleeps. */
    private volatile long since;

    private volatile long longestNanos;

    Passes(String name) {
        this.name = name;
    }

    /** The thread passes the header. */
    void pass() {
        note(System.nanoTime());
    }

    /** It is about to sleep, which it rightly may. */
    void sleeps() {
        note(0);
    }

    /** It has slept. */
    void woke() {
        since = System.nanoTime();
    }

    /** Forgets what was; called by another thread. */
    void begin() {
        longestNanos = 0;
    }

    /** What came of it, the time since the last pass included; called by another thread. */
    String tell() {
        return "awake " + name + " " + Math.max(longestNanos, unfinished()) / 1_000_000;
    }

    private void note(long next) {
        longestNanos = Math.max(longestNanos, unfinished());
        since = next;
    }

    private long unfinished() {
        long from = since;
        return from == 0 ? 0 : System.nanoTime() - from;
    }
}
