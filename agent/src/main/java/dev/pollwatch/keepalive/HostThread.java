package dev.pollwatch.keepalive;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * What is kept for each host thread that ever entered a poll loop: its ids, the rows it had, and the loops that it is in now, the
 * innermost last. Only the thread itself touches the stack. The thread is held weakly, so that an ended one takes its context
 * class loader with it.
 */
final class HostThread {

    /** What an unnamed virtual thread is called: Java gives it the empty name. */
    private static final String UNNAMED_VIRTUAL = "virtual";

    private final WeakReference<Thread> thread;
    private volatile long tid;
    private final long javaThreadId;
    private final boolean virtual;

    private final CallRows calls = new CallRows();
    private final LoopStack loops = new LoopStack(calls);
    private final AdoptedLoops adopted = new AdoptedLoops();

    private PollRow[] rows = new PollRow[2];
    private int rowCount;

    /** Stands in for the loops in which this thread has no row: it goes round in them all the same, and nobody looks. */
    private @Nullable PollRow spareRow;

    private Denial[] denials = {};

    /**
     * That there was no row for this thread in a loop, so that it need not ask at each entering.
     *
     * @param generation how many rows had been removed by then; more may mean that there is room
     */
    private record Denial(int loop, String threadName, long generation) {}

    HostThread(Thread thread, long tid, long javaThreadId, boolean virtual) {
        this.thread = new WeakReference<>(thread);
        this.tid = tid;
        this.javaThreadId = javaThreadId;
        this.virtual = virtual;
    }

    long tid() {
        return tid;
    }

    /** The thread itself tells, where another made this for it. */
    void tid(long known) {
        tid = known;
    }

    long javaThreadId() {
        return javaThreadId;
    }

    boolean virtual() {
        return virtual;
    }

    CallRows calls() {
        return calls;
    }

    /** The name under which a thread that goes by this one now has its rows. */
    String shownName(String name) {
        return virtual && name.isEmpty() ? UNNAMED_VIRTUAL : name;
    }

    @Nullable
    Thread thread() {
        return thread.get();
    }

    boolean alive() {
        Thread running = thread.get();
        return running != null && running.isAlive();
    }

    /** The row this thread had in the loop under that name, if it still is one: rather one that nobody had since. */
    @Nullable
    PollRow rowOf(Loop loop, String threadName) {
        PollRow found = null;
        for (int i = 0; i < rowCount; i++) {
            PollRow row = rows[i];
            if (row.loop().id() == loop.id() && row.threadName().equals(threadName) && !row.gone()) {
                if (row.lastRunner() == this) {
                    return row;
                }
                found = row;
            }
        }
        return found;
    }

    void remember(PollRow row) {
        int kept = 0;
        for (int i = 0; i < rowCount; i++) {
            if (rows[i] != row && !rows[i].gone()) {
                rows[kept++] = rows[i];
            }
        }
        if (kept == rows.length) {
            rows = Arrays.copyOf(rows, kept * 2);
        }
        rows[kept++] = row;
        Arrays.fill(rows, kept, rows.length, null);
        rowCount = kept;
    }

    /** A row outside the registry, after {@link #deny}; one per thread, so that such threads do not write to one cache line. */
    PollRow spareRow(Loop loop) {
        PollRow row = spareRow;
        if (row == null) {
            row = new PollRow("", "", loop, null);
            spareRow = row;
        }
        return row;
    }

    boolean denied(Loop loop, String threadName, long generation) {
        for (Denial denial : denials) {
            if (denial.loop() == loop.id()) {
                return denial.generation() == generation && denial.threadName().equals(threadName);
            }
        }
        return false;
    }

    /** Remembers that there is no row; gives whether that is news. */
    boolean deny(Loop loop, String threadName, long generation) {
        Denial denial = new Denial(loop.id(), threadName, generation);
        for (int i = 0; i < denials.length; i++) {
            if (denials[i].loop() == loop.id()) {
                boolean news = !denials[i].threadName().equals(threadName);
                denials[i] = denial;
                return news;
            }
        }
        denials = Arrays.copyOf(denials, denials.length + 1);
        denials[denials.length - 1] = denial;
        return true;
    }

    /** The row of the innermost poll loop that the thread is in; anybody may ask. */
    @Nullable
    PollRow innermost() {
        PollRow top = loops.innermost();
        return top == null ? adopted.innermost() : top;
    }

    AdoptedLoops adopted() {
        return adopted;
    }

    void push(PollRow row, Loop loop) {
        loops.push(row, loop, innermost());
    }

    void pop(AtomicLongArray words, @Nullable Throwable thrown) {
        loops.pop(words, thrown, spareRow, adopted.innermost());
    }

    @Nullable
    AtomicLongArray fallAsleep() {
        return loops.fallAsleep(innermost());
    }

    void wake(AtomicLongArray words) {
        loops.wake(words);
    }

    boolean inSleepMethod() {
        return loops.inSleepMethod();
    }

    /**
     * The thread comes in by the woven entrance of a loop, which it may have been adopted in.
     *
     * @param threadName the name it goes by
     * @param tenure how it comes in
     * @return its row, which is an ordinary one now; {@code null} where it was not adopted in the loop, or under another name
     */
    @Nullable
    PollRow endAdoption(Loop loop, String threadName, Tenure tenure) {
        PollRow row = adopted.remove(loop);
        if (row == null) {
            return null;
        }
        if (!row.threadName().equals(threadName)) {
            row.closed();
            return null;
        }
        remember(row);
        row.reenter(tenure);
        return row;
    }
}
