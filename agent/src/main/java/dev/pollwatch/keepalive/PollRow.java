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
    private static final HostThread GONE = new HostThread(Thread.currentThread(), -1, -1, false);

    private final String threadName;
    private final String name;
    private final Loop loop;
    private final @Nullable Seat seat;
    private final AtomicLongArray words = HeartbeatWords.allocate();

    private final AtomicReference<@Nullable HostThread> runner = new AtomicReference<>();
    private volatile @Nullable HostThread lastRunner;
    private volatile long incarnation;
    private volatile long entries;
    private volatile long endedEntry;
    private volatile long beatsAtEntry;
    private volatile long sleepAtEntry;
    private volatile Tenure tenure = Tenure.ENTERED;
    private volatile @Nullable Loop innerLoop;
    private volatile Exit lastExit = Exit.RETURNED;
    private volatile long throwableExits;
    private volatile long returns;
    private volatile @Nullable Throwable lastThrown;

    /**
     * Makes a row that nobody owns.
     *
     * @param threadName the name of its threads
     * @param name its own, with a number where it is not the first of that thread name
     * @param loop the loop
     * @param seat what to offer when it is free, {@code null} for a row outside the registry
     */
    PollRow(String threadName, String name, Loop loop, @Nullable Seat seat) {
        this.threadName = threadName;
        this.name = name;
        this.loop = loop;
        this.seat = seat;
    }

    /** Makes the thread the owner, if nobody else who still lives is in the loop under this row. */
    boolean claim(HostThread thread, Tenure how) {
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
        begin(how);
        return true;
    }

    /** Its owner, who was adopted, comes in by the woven entrance. */
    void reenter(Tenure how) {
        innerLoop = null;
        begin(how);
    }

    private void begin(Tenure how) {
        tenure = how;
        beatsAtEntry = words.getPlain(HeartbeatWords.BEATS);
        sleepAtEntry = words.getPlain(HeartbeatWords.SLEEP);
        entries++;
    }

    /** Ends the ownership. The exit is told before the row is free, so that no one sees a free row with an old exit. */
    void left(@Nullable Throwable thrown) {
        leave(Exit.by(thrown), thrown);
    }

    /** Ends the ownership of a thread that calls no longer, or goes by another name: nothing to wonder at. */
    void closed() {
        HeartbeatWords.wakeIfAsleep(words);
        leave(Exit.CLOSED, null);
    }

    private void leave(Exit exit, @Nullable Throwable thrown) {
        lastExit = exit;
        if (exit == Exit.THREW) {
            lastThrown = thrown;
            throwableExits++;
        } else if (exit == Exit.RETURNED) {
            returns++;
        }
        endedEntry = entries;
        runner.set(null);
        offer();
    }

    /** Nobody runs the loop under this row, or one who has ended: another thread may have it. */
    void offer() {
        if (seat != null) {
            seat.offer();
        }
    }

    @Nullable
    Seat seat() {
        return seat;
    }

    Tenure tenure() {
        return tenure;
    }

    /** Of an adopted thread: whether it has shown no sign of going round yet. */
    boolean untouched() {
        return HeartbeatWords.beats(words) == beatsAtEntry && HeartbeatWords.sleep(words) == sleepAtEntry;
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

    /** Who owns the row; {@code null} where nobody does. */
    @Nullable
    HostThread runner() {
        HostThread current = runner.get();
        return current == GONE ? null : current;
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
