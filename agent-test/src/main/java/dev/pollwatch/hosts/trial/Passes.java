package dev.pollwatch.hosts.trial;

import dev.pollwatch.hosts.KernelAccount;

/**
 * What a poll thread notes of itself: for how long at most it was awake without passing its loop's header, while the host ran. The host did run as
 * long as the kernel says that this thread ran or stood in the queue for a CPU, even if none of the bystanders got one meanwhile.
 */
final class Passes {

    private static final long ASLEEP = Long.MIN_VALUE;

    private final String name;
    private final RunningTime time;

    /** The last pass or waking, or {@link #ASLEEP}. */
    private volatile long since;

    /** What the account said then. */
    private volatile long runnableSince;

    private volatile long longestNanos;

    /** Opened by the thread itself. */
    private volatile KernelAccount account;

    Passes(String name, RunningTime time) {
        this.name = name;
        this.time = time;
        this.since = ASLEEP;
    }

    /** The thread passes the header. */
    void pass() {
        next(false);
    }

    /** It is about to sleep, which it rightly may. */
    void sleeps() {
        next(true);
    }

    /** There is work for it, put there by another thread: if it sleeps, it is awake from now on, though it may have to wait for a CPU. */
    void called() {
        if (since == ASLEEP) {
            runnableSince = runnable();
            since = time.nanos();
        }
    }

    /** It has slept. Where it was called, it has been awake since then. */
    void woke() {
        next(false);
    }

    /** Nothing is expected of it any more. */
    void ends() {
        sleeps();
        KernelAccount done = account;
        account = null;
        done.close();
    }

    /** Forgets what was; called by another thread. */
    void begin() {
        longestNanos = 0;
    }

    /** What came of it, the time since the last pass included; called by another thread. */
    String tell() {
        return "awake " + name + " " + awake(time.nanos(), runnable()) / 1_000_000;
    }

    /** What it was at is over, and the next thing begins at the same moment. */
    private void next(boolean sleep) {
        if (account == null) {
            account = KernelAccount.ofThisThread();
        }
        long now = time.nanos();
        long runnable = runnable();
        longestNanos = awake(now, runnable);
        runnableSince = runnable;
        since = sleep ? ASLEEP : now;
    }

    private long awake(long now, long runnable) {
        long from = since;
        if (from == ASLEEP) {
            return longestNanos;
        }
        return Math.max(longestNanos, Math.max(now - from, runnable - runnableSince));
    }

    private long runnable() {
        KernelAccount open = account;
        return open == null ? 0 : open.runnable();
    }
}
