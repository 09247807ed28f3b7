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

    private final WeakReference<Thread> thread;
    private final long tid;
    private final long javaThreadId;

    private PollRow[] rows = new PollRow[2];
    private int rowCount;

    private Activation[] stack = {new Activation(), new Activation()};
    private int depth;

    /** Stands in for the loops in which this thread has no row: it goes round in them all the same, and nobody looks. */
    private @Nullable PollRow spareRow;

    private Denial[] denials = {};

    /**
     * That there was no row for this thread in a loop, so that it need not ask at each entering.
     *
     * @param generation how many rows had been removed by then; more may mean that there is room
     */
    private record Denial(int loop, String threadName, long generation) {}

    /** One entering of a loop that has not been left yet, with what it must restore. Reused, so that re-entering allocates nothing. */
    private static final class Activation {
        @Nullable
        PollRow row;

        @Nullable
        Loop savedInner;

        boolean savedAsleep;
    }

    HostThread(Thread thread, long tid, long javaThreadId) {
        this.thread = new WeakReference<>(thread);
        this.tid = tid;
        this.javaThreadId = javaThreadId;
    }

    long tid() {
        return tid;
    }

    long javaThreadId() {
        return javaThreadId;
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
            row = new PollRow("", "", loop);
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

    @Nullable
    PollRow innermost() {
        return depth == 0 ? null : stack[depth - 1].row;
    }

    boolean isIn(PollRow row) {
        for (int i = depth - 1; i >= 0; i--) {
            if (stack[i].row == row) {
                return true;
            }
        }
        return false;
    }

    /** Goes into a loop: the one it was in until now waits for it. */
    void push(PollRow row, Loop loop) {
        PollRow outer = innermost();
        if (depth == stack.length) {
            stack = Arrays.copyOf(stack, depth * 2);
            for (int i = depth; i < stack.length; i++) {
                stack[i] = new Activation();
            }
        }
        Activation activation = stack[depth++];
        activation.row = row;
        activation.savedInner = row.innerLoop();
        activation.savedAsleep = HeartbeatWords.wakeIfAsleep(row.words());
        row.innerLoop(null);
        if (outer != null && outer != row) {
            outer.innerLoop(loop);
        }
    }

    /**
     * Leaves the innermost loop that has these words, and all that is inside it (a frame that was discarded without its exit
     * being seen).
     */
    void pop(AtomicLongArray words, @Nullable Throwable thrown) {
        int at = depth - 1;
        while (at >= 0 && rowAt(at).words() != words) {
            at--;
        }
        if (at < 0) {
            return;
        }
        while (depth > at) {
            popInnermost(thrown);
        }
    }

    private void popInnermost(@Nullable Throwable thrown) {
        Activation activation = stack[--depth];
        PollRow row = rowAt(depth);
        activation.row = null;
        HeartbeatWords.wakeIfAsleep(row.words());
        row.innerLoop(activation.savedInner);
        activation.savedInner = null;
        if (activation.savedAsleep) {
            HeartbeatWords.fallAsleep(row.words());
        }
        if (row != spareRow && !isIn(row)) {
            row.left(thrown);
        }
        PollRow outer = innermost();
        if (outer != null && outer != row) {
            // In this order: who sees that it is in no inner loop any more must also see that this was progress.
            HeartbeatWords.touch(outer.words());
            outer.innerLoop(null);
        }
    }

    private PollRow rowAt(int index) {
        PollRow row = stack[index].row;
        if (row == null) {
            throw new IllegalStateException("activation " + index + " has no row");
        }
        return row;
    }
}
