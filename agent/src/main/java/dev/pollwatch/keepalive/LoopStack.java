package dev.pollwatch.keepalive;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The poll loops that one thread is in now, the innermost last, and what is asleep in them. Only the thread itself touches the stack;
 * the dispatcher may ask for the innermost row.
 */
final class LoopStack {

    /** What {@link #fallAsleep} gives where it put to sleep no loop of the thread, but rows that it calls for. */
    private static final AtomicLongArray ONLY_CALLS = HeartbeatWords.allocate();

    private final CallRows calls;
    private Activation[] stack = {new Activation(), new Activation()};
    private int depth;
    private volatile @Nullable PollRow top;

    /** Whether the thread is in a method that a {@code sleep} rule names, called from the innermost loop. */
    private boolean inSleepMethod;

    /** One entering of a loop that has not been left yet, with what it must restore. Reused, so that re-entering allocates nothing. */
    private static final class Activation {
        @Nullable
        PollRow row;

        @Nullable
        Loop savedInner;

        boolean savedAsleep;
        boolean savedInSleepMethod;
    }

    LoopStack(CallRows calls) {
        this.calls = calls;
    }

    @Nullable
    PollRow innermost() {
        return top;
    }

    private boolean isIn(PollRow row) {
        for (int i = depth - 1; i >= 0; i--) {
            if (stack[i].row == row) {
                return true;
            }
        }
        return false;
    }

    /**
     * Goes into a loop: the one it was in until now waits for it.
     *
     * @param outer the loop it was in, {@code null} for none
     */
    void push(PollRow row, Loop loop, @Nullable PollRow outer) {
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
        activation.savedInSleepMethod = inSleepMethod;
        if (inSleepMethod) {
            // What the thread calls for in the loop, it calls for awake.
            inSleepMethod = false;
            calls.wake();
        }
        row.innerLoop(null);
        if (outer != null && outer != row) {
            outer.innerLoop(loop);
        }
        top = row;
    }

    /**
     * Leaves the innermost loop that has these words, and all that is inside it (a frame that was discarded without its exit
     * being seen).
     *
     * @param spareRow the row that is none
     * @param adopted the loop that the thread is in below all these, {@code null} for none
     */
    void pop(AtomicLongArray words, @Nullable Throwable thrown, @Nullable PollRow spareRow, @Nullable PollRow adopted) {
        int at = depth - 1;
        while (at >= 0 && rowAt(at).words() != words) {
            at--;
        }
        if (at < 0) {
            return;
        }
        while (depth > at) {
            popInnermost(thrown, spareRow, adopted);
        }
    }

    private void popInnermost(@Nullable Throwable thrown, @Nullable PollRow spareRow, @Nullable PollRow adopted) {
        Activation activation = stack[--depth];
        PollRow row = rowAt(depth);
        activation.row = null;
        HeartbeatWords.wakeIfAsleep(row.words());
        row.innerLoop(activation.savedInner);
        activation.savedInner = null;
        if (activation.savedAsleep) {
            HeartbeatWords.fallAsleep(row.words());
        }
        if (inSleepMethod != activation.savedInSleepMethod) {
            inSleepMethod = activation.savedInSleepMethod;
            if (inSleepMethod) {
                calls.fallAsleep();
            } else {
                calls.wake();
            }
        }
        PollRow outer = depth == 0 ? null : stack[depth - 1].row;
        top = outer;
        if (row != spareRow && !isIn(row)) {
            row.left(thrown);
        }
        outer = outer == null ? adopted : outer;
        if (outer != null && outer != row) {
            // In this order: who sees that it is in no inner loop any more must also see that this was progress.
            HeartbeatWords.touch(outer.words());
            outer.innerLoop(null);
        }
    }

    /** Whether the thread is in a method that a {@code sleep} rule names, so that a row that it opens is asleep from the start. */
    boolean inSleepMethod() {
        return inSleepMethod;
    }

    /**
     * Goes into a method that a {@code sleep} rule names.
     *
     * @param innermost the loop that the thread is in, {@code null} for none
     * @return what {@link #wake} wants back; {@code null} where nothing fell asleep by it
     */
    @Nullable
    AtomicLongArray fallAsleep(@Nullable PollRow innermost) {
        if (inSleepMethod) {
            return null;
        }
        boolean loop = innermost != null && HeartbeatWords.fallAsleep(innermost.words());
        boolean called = calls.fallAsleep();
        if (!loop && !called) {
            return null;
        }
        inSleepMethod = true;
        return innermost != null && loop ? innermost.words() : ONLY_CALLS;
    }

    /** Comes out of it. */
    void wake(AtomicLongArray words) {
        inSleepMethod = false;
        calls.wake();
        if (words != ONLY_CALLS) {
            HeartbeatWords.wakeIfAsleep(words);
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
