package dev.pollwatch.keepalive;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The registry of rows, and the entrances through which woven code comes in on the host's threads. Nothing here ever throws
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
    private final Predicate<String> excluded;
    private final Trouble trouble;

    private final HostThreads hosts;
    private final Rows rows;
    private final AtomicLong overflow = new AtomicLong();

    /**
     * Makes an empty registry.
     *
     * @param loops the loops that woven code names by number
     * @param maxThreads rows at most
     * @param excluded names of threads that get no row
     * @param currentTid the OS thread id of the calling thread, −1 when unknown
     * @param javaThreadId the id Java gave a thread
     * @param virtual whether a thread is virtual
     * @param trouble hears of failures
     */
    public PollThreads(
            Loops loops,
            int maxThreads,
            Predicate<String> excluded,
            LongSupplier currentTid,
            ToLongFunction<Thread> javaThreadId,
            Predicate<Thread> virtual,
            Trouble trouble) {
        this.loops = loops;
        this.rows = new Rows(maxThreads);
        this.excluded = excluded;
        this.hosts = new HostThreads(currentTid, javaThreadId, virtual);
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
            HostThread me = hosts.self(thread);
            Loop loop = loops.byId(loopId);
            String name = me.shownName(thread.getName());
            PollRow row = rowOf(me, loop, name, Tenure.ENTERED);
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
            HostThread me = hosts.known();
            if (me != null) {
                me.pop(words, thrown);
            }
        } catch (Throwable failure) {
            trouble.report("leaving a poll loop", failure);
        }
    }

    /**
     * The calling thread calls a method that is called once per iteration: a beat, in a row that it gets at its first call. The row has no
     * exit; it is the thread's until the thread ends or {@link #end} closes it.
     *
     * @param loopId the number of the method
     */
    public void call(int loopId) {
        HostThread me = hosts.known();
        if (me == null || !me.calls().beat(loopId, Thread.currentThread().getName())) {
            callForTheFirstTime(loopId);
        }
    }

    private void callForTheFirstTime(int loopId) {
        try {
            Thread thread = Thread.currentThread();
            HostThread me = hosts.self(thread);
            Loop loop = loops.byId(loopId);
            String name = thread.getName();
            me.calls().closeUnlessUnder(loopId, name);
            PollRow row = rowOf(me, loop, me.shownName(name), Tenure.CALLED);
            if (row != null) {
                me.calls().open(loopId, name, row);
                HeartbeatWords.beat(row.words());
                if (me.inSleepMethod()) {
                    HeartbeatWords.fallAsleep(row.words());
                }
            }
        } catch (Throwable failure) {
            trouble.report("calling a poll method", failure);
        }
    }

    /** The calling thread returned from a method after which it calls no {@code call} method any more, unless it does. */
    public void end() {
        try {
            HostThread me = hosts.known();
            if (me != null) {
                me.calls().closeAll();
            }
        } catch (Throwable failure) {
            trouble.report("ending poll calls", failure);
        }
    }

    /**
     * The calling thread enters a method whose loops are progress for the poll loop that it is in.
     *
     * @return the words of its innermost poll loop to beat into; words that nobody looks at where it is in none
     */
    public AtomicLongArray progress() {
        try {
            HostThread me = hosts.knownOrAdopted();
            PollRow row = me == null ? null : me.innermost();
            return row != null ? row.words() : SpareWords.of(hosts.idOf(Thread.currentThread()));
        } catch (Throwable failure) {
            trouble.report("entering a progress method", failure);
            return LAST_RESORT;
        }
    }

    /** The calling thread comes by what a loop calls in each pass: a beat, if the thread was adopted and is still in the old code. */
    public void each() {
        if (hosts.anyAdopted()) {
            try {
                HostThread me = hosts.knownOrAdopted();
                if (me != null) {
                    me.adopted().beat();
                }
            } catch (Throwable failure) {
                trouble.report("beating for an adopted thread", failure);
            }
        }
    }

    /**
     * Makes a row for a thread that is inside a loop whose code was woven only now, so that the thread runs the old code until it enters
     * the loop anew. The row is UNUSED until the thread shows a sign of going round by {@link #each}, {@link #progress}, {@link
     * #fallAsleep} or an inner poll loop. Of several such loops on one stack, adopt the outermost first.
     *
     * @param thread the thread
     * @param loopId the loop's number
     * @return whether there is a row for it now, made by this call; {@code false} where the thread has one for that loop already, has
     *     ended, has a name that is excluded, or where there is no room, which is counted
     */
    public boolean adopt(Thread thread, int loopId) {
        Loop loop = loops.byId(loopId);
        if (!thread.isAlive()) {
            return false;
        }
        HostThread it = hosts.other(thread, rows.all());
        String name = it.shownName(thread.getName());
        if (it.adopted().contains(loop) || runs(thread, loop) || excluded.test(name)) {
            return false;
        }
        PollRow row = rows.take(it, loop, name, Tenure.ADOPTED);
        if (row == null) {
            overflow.incrementAndGet();
            return false;
        }
        it.adopted().add(row);
        hosts.adopt(it);
        return true;
    }

    /** Whether a thread runs a loop, or did so last: it has come in by the woven entrance, and may just be between two enterings. */
    private boolean runs(Thread thread, Loop loop) {
        for (PollRow row : rows.all()) {
            HostThread runner = row.lastRunner();
            if (runner != null && runner.thread() == thread && row.loop().id() == loop.id()) {
                return true;
            }
        }
        return false;
    }

    /**
     * The calling thread enters a method that a {@code sleep} rule names: the innermost loop that it is in sleeps, and so do the rows that it
     * calls for.
     *
     * @return what {@link #wake} wants back; {@code null} where nothing fell asleep by it
     */
    public @Nullable AtomicLongArray fallAsleep() {
        HostThread me = hosts.knownOrAdopted();
        return me == null ? null : me.fallAsleep();
    }

    /**
     * The calling thread leaves that method, in whatever way.
     *
     * @param words what {@link #fallAsleep} gave
     */
    public void wake(@Nullable AtomicLongArray words) {
        if (words != null) {
            HostThread me = hosts.known();
            if (me != null) {
                me.wake(words);
            }
        }
    }

    Collection<PollRow> rows() {
        return rows.all();
    }

    /** How many threads came to a loop and found no room; a thread counts once for each loop. */
    long overflow() {
        return overflow.get();
    }

    /** Takes a row out, unless a thread is just coming in. */
    boolean remove(PollRow row) {
        return rows.remove(row);
    }

    private @Nullable PollRow rowOf(HostThread me, Loop loop, String threadName, Tenure tenure) {
        PollRow adopted = me.adopted().isEmpty() ? null : me.endAdoption(loop, threadName, tenure);
        return adopted == null ? rowFor(me, loop, threadName, tenure) : adopted;
    }

    private @Nullable PollRow rowFor(HostThread me, Loop loop, String threadName, Tenure tenure) {
        PollRow own = me.rowOf(loop, threadName);
        if (own != null && (own.ranBy(me) || own.claim(me, tenure))) {
            return own;
        }
        long generation = rows.removals();
        if (me.denied(loop, threadName, generation)) {
            return null;
        }
        boolean wanted = !excluded.test(threadName);
        PollRow row = wanted ? rows.take(me, loop, threadName, tenure) : null;
        if (row != null) {
            me.remember(row);
        } else if (me.deny(loop, threadName, generation) && wanted) {
            overflow.incrementAndGet();
        }
        return row;
    }
}
