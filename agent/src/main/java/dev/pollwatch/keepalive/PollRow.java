package dev.pollwatch.keepalive;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One row as the host's threads write it: who runs the loop, how often it was entered, how it was left. The dispatcher reads
 * these and keeps its own verdict in a {@link RowRecord}.
 *
 * <p>A thread owns the row from {@link #claim} to {@link #left}; only the owner writes.
 */
final class PollRow {

    /** Stands as runner in a row that is no longer in the registry, so that nobody can claim it. */
    private static final HostThread GONE = new HostThread(Thread.currentThread(), -1, -1);

    private final String threadName;
    private final String name;
    private final Loop loop;
    private final AtomicLongArray words = HeartbeatWords.allocate();

    private final AtomicReference<@Nullable HostThread> runner = new AtomicReference<>();
    private volatile @Nullable HostThread lastRunner;
    private volatile long incarnation;
    private volatile long entries;
    private volatile long endedEntry;
    private volatile long beatsAtEntry;
    private volatile @Nullable Loop innerLoop;
    private volatile Exit lastExit = Exit.RETURNED;
    private volatile long throwableExits;
    private volatile long returns;
    private volatile @Nullable Throwable lastThrown;

    PollRow(String threadName, String name, Loop loop) {
        this.threadName = threadName;
        this.name = name;
        this.loop = loop;
    }

    /** Makes the thread the owner, if nobody else who still lives is in the loop under this row. */
    boolean claim(HostThread thread) {
        HostThread current = runner.get();
        if (current == GONE || (current != null && (current == thread || current.alive()))) {
            return false;
        }
        if (!runner.compareAndSet(current, thread)) {
            return false;
        }
        if (lastRunner != thread) {
            lastRunner = thread;
            incarnation++;
        }
        HeartbeatWords.wakeIfAsleep(words);
        innerLoop = null;
        beatsAtEntry = words.getPlain(HeartbeatWords.BEATS);
        entries++;
        return true;
    }

    /** Ends the ownership. The exit is told before the row is free, so that no one sees a free row with an old exit. */
    void left(@Nullable Throwable thrown) {
        Exit exit = Exit.by(thrown);
        lastExit = exit;
        if (exit == Exit.THREW) {
            lastThrown = thrown;
            throwableExits++;
        } else if (exit == Exit.RETURNED) {
            returns++;
        }
        endedEntry = entries;
        runner.set(null);
    }

    /** Takes the row out of use, unless somebody is just coming in. */
    boolean retire() {
        HostThread current = runner.get();
        return current == GONE || ((current == null || !current.alive()) && runner.compareAndSet(current, GONE));
    }

    boolean gone() {
        return runner.get() == GONE;
    }

    boolean ranBy(HostThread thread) {
        return runner.get() == thread;
    }

    String threadName() {
        return threadName;
    }

    String name() {
        return name;
    }

    Loop loop() {
        return loop;
    }

    AtomicLongArray words() {
        return words;
    }

    @Nullable
    HostThread lastRunner() {
        return lastRunner;
    }

    long incarnation() {
        return incarnation;
    }

    /** The number of the latest entering, from 1. */
    long entries() {
        return entries;
    }

    /** The number of the latest entering that has been left; the loop is being run when it is not {@link #entries()}. */
    long endedEntry() {
        return endedEntry;
    }

    long beatsAtEntry() {
        return beatsAtEntry;
    }

    @Nullable
    Loop innerLoop() {
        return innerLoop;
    }

    void innerLoop(@Nullable Loop inner) {
        innerLoop = inner;
    }

    Exit lastExit() {
        return lastExit;
    }

    /** How many times the loop was left by a Throwable that was no interrupt. */
    long throwableExits() {
        return throwableExits;
    }

    /** How many times the loop returned, if its rule calls that DEAD. */
    long deadlyReturns() {
        return loop.policy().deadOnReturn() ? returns : 0;
    }

    /** What the loop was left by; handed out once, since it may hold much of the host. */
    @Nullable
    Throwable takeThrown() {
        Throwable thrown = lastThrown;
        lastThrown = null;
        return thrown;
    }
}
