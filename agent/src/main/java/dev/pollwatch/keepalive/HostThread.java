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

    /** Words for the loops in which this thread has no row: it beats all the same, and nobody looks. */
    private @Nullable AtomicLongArray spareWords;

    private @Nullable Loop deniedLoop;
    private long deniedGeneration;

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

    /** The row this thread had in the loop under that name, if it still is one. */
    @Nullable
    PollRow rowOf(Loop loop, String threadName) {
        for (int i = 0; i < rowCount; i++) {
            PollRow row = rows[i];
            if (row.loop().id() == loop.id() && row.threadName().equals(threadName) && !row.gone()) {
                return row;
            }
        }
        return null;
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

    /** Words without a row, after {@link #deny}; one set per thread, so that such threads do not write to one cache line. */
    AtomicLongArray spareWords() {
        AtomicLongArray words = spareWords;
        if (words == null) {
            words = HeartbeatWords.allocate();
            spareWords = words;
        }
        return words;
    }

    boolean denied(Loop loop, long generation) {
        Loop denied = deniedLoop;
        return denied != null && denied.id() == loop.id() && deniedGeneration == generation;
    }

    void deny(Loop loop, long generation) {
        deniedLoop = loop;
        deniedGeneration = generation;
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
    void push(PollRow row) {
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
            outer.innerLoop(row.loop());
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
        if (!isIn(row)) {
            row.left(thrown);
        }
        PollRow outer = innermost();
        if (outer != null && outer != row) {
            outer.innerLoop(null);
            HeartbeatWords.touch(outer.words());
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
