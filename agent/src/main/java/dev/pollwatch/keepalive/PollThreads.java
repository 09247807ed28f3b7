package dev.pollwatch.keepalive;

import java.util.Collection;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The registry of rows, and the four entrances through which woven code comes in on the host's threads. Nothing here ever throws
 * into the host, waits for a lock of ours, or, for a thread that comes back to a loop it has been in, allocates.
 */
public final class PollThreads {

    /** Where a failure on a host thread is told; must itself be quick and must not throw. */
    public interface Trouble {
        /**
         * Something of ours failed; the host goes on without a row.
         *
         * @param what what was being done
         * @param failure why it failed
         */
        void report(String what, Throwable failure);
    }

    private static final AtomicLongArray LAST_RESORT = HeartbeatWords.allocate();

    private final Loops loops;
    private final int maxThreads;
    private final Predicate<String> excluded;
    private final LongSupplier currentTid;
    private final ToLongFunction<Thread> javaThreadId;
    private final Trouble trouble;

    private final ThreadLocal<@Nullable HostThread> current = new ThreadLocal<>();
    private final ConcurrentHashMap<RowKey, PollRow> rows = new ConcurrentHashMap<>();
    private final AtomicInteger rowCount = new AtomicInteger();
    private final AtomicLong overflow = new AtomicLong();
    private final AtomicLong removals = new AtomicLong();

    private record RowKey(String name, int loop) {}

    /**
     * Makes an empty registry.
     *
     * @param loops the loops that woven code names by number
     * @param maxThreads rows at most
     * @param excluded names of threads that get no row
     * @param currentTid the OS thread id of the calling thread, −1 when unknown
     * @param javaThreadId the id Java gave a thread
     * @param trouble hears of failures
     */
    public PollThreads(
            Loops loops,
            int maxThreads,
            Predicate<String> excluded,
            LongSupplier currentTid,
            ToLongFunction<Thread> javaThreadId,
            Trouble trouble) {
        this.loops = loops;
        this.maxThreads = maxThreads;
        this.excluded = excluded;
        this.currentTid = currentTid;
        this.javaThreadId = javaThreadId;
        this.trouble = trouble;
    }

    /**
     * The calling thread enters a poll loop.
     *
     * @param loopId the loop's number
     * @return the words to beat into until {@link #leave}; words that nobody looks at where the thread gets no row
     */
    public AtomicLongArray enter(int loopId) {
        try {
            Thread thread = Thread.currentThread();
            HostThread me = current.get();
            if (me == null) {
                me = new HostThread(thread, currentTid.getAsLong(), javaThreadId.applyAsLong(thread));
                current.set(me);
            }
            Loop loop = loops.byId(loopId);
            PollRow row = rowFor(me, loop, thread.getName());
            if (row == null) {
                // It goes into the loop even so: the rows of the loops that it is in already wait for it.
                row = me.spareRow(loop);
            }
            me.push(row, loop);
            return row.words();
        } catch (Throwable failure) {
            trouble.report("entering a poll loop", failure);
            return LAST_RESORT;
        }
    }

    /**
     * The calling thread leaves a poll loop.
     *
     * @param words what {@link #enter} gave
     * @param thrown what the loop is left by, {@code null} for a return
     */
    public void leave(AtomicLongArray words, @Nullable Throwable thrown) {
        try {
            HostThread me = current.get();
            if (me != null) {
                me.pop(words, thrown);
            }
        } catch (Throwable failure) {
            trouble.report("leaving a poll loop", failure);
        }
    }

    /**
     * The calling thread enters a method that a {@code sleep} rule names.
     *
     * @return what {@link #wake} wants back; {@code null} when it is in no poll loop, or asleep already
     */
    public @Nullable AtomicLongArray fallAsleep() {
        HostThread me = current.get();
        PollRow row = me == null ? null : me.innermost();
        return row != null && HeartbeatWords.fallAsleep(row.words()) ? row.words() : null;
    }

    /**
     * The calling thread leaves that method, in whatever way.
     *
     * @param words what {@link #fallAsleep} gave
     */
    public void wake(@Nullable AtomicLongArray words) {
        if (words != null) {
            HeartbeatWords.wakeIfAsleep(words);
        }
    }

    Collection<PollRow> rows() {
        return rows.values();
    }

    /** How many threads came to a loop and found no room; a thread counts once for each loop. */
    long overflow() {
        return overflow.get();
    }

    /** Takes a row out, unless a thread is just coming in. */
    boolean remove(PollRow row) {
        if (!row.retire()) {
            return false;
        }
        if (rows.remove(new RowKey(row.name(), row.loop().id()), row)) {
            rowCount.decrementAndGet();
            removals.incrementAndGet();
        }
        return true;
    }

    private @Nullable PollRow rowFor(HostThread me, Loop loop, String threadName) {
        PollRow own = me.rowOf(loop, threadName);
        if (own != null && (own.ranBy(me) || own.claim(me))) {
            return own;
        }
        long generation = removals.get();
        if (me.denied(loop, threadName, generation)) {
            return null;
        }
        boolean wanted = !excluded.test(threadName);
        PollRow row = wanted ? claimOrCreate(me, loop, threadName) : null;
        if (row != null) {
            me.remember(row);
        } else if (me.deny(loop, threadName, generation) && wanted) {
            overflow.incrementAndGet();
        }
        return row;
    }

    private @Nullable PollRow claimOrCreate(HostThread me, Loop loop, String threadName) {
        for (int nth = 1; ; nth++) {
            String name = nth == 1 ? threadName : threadName + " #" + nth;
            RowKey key = new RowKey(name, loop.id());
            PollRow row = rows.get(key);
            if (row != null && row.gone()) {
                // The dispatcher is between retiring and removing it; there is room at this name.
                if (rows.remove(key, row)) {
                    rowCount.decrementAndGet();
                }
                row = null;
            }
            if (row == null) {
                if (rowCount.incrementAndGet() > maxThreads) {
                    rowCount.decrementAndGet();
                    return null;
                }
                PollRow fresh = new PollRow(threadName, name, loop);
                fresh.claim(me);
                PollRow raced = rows.putIfAbsent(key, fresh);
                if (raced == null) {
                    return fresh;
                }
                rowCount.decrementAndGet();
                row = raced;
            }
            if (row.claim(me)) {
                return row;
            }
        }
    }
}
