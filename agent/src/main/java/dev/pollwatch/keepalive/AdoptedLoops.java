package dev.pollwatch.keepalive;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The loops in whose old code one thread was when they were woven, the innermost last. Written by who attaches, and by the thread itself when
 * it comes in by a woven entrance.
 */
final class AdoptedLoops {

    private static final PollRow[] NONE = {};

    private final AtomicReference<PollRow[]> rows = new AtomicReference<>(NONE);

    private PollRow[] rows() {
        PollRow[] present = rows.get();
        return present == null ? NONE : present;
    }

    boolean isEmpty() {
        return rows().length == 0;
    }

    @Nullable
    PollRow innermost() {
        PollRow[] present = rows();
        return present.length == 0 ? null : present[present.length - 1];
    }

    boolean contains(Loop loop) {
        return indexOf(loop, rows()) >= 0;
    }

    /** Beats for the innermost one, if there is any; only for the thread itself. */
    void beat() {
        PollRow row = innermost();
        if (row != null) {
            HeartbeatWords.beat(row.words());
        }
    }

    /** The thread is in the old code of the row's loop, called from what it was adopted in before. */
    void add(PollRow row) {
        PollRow[] present;
        PollRow[] more;
        do {
            present = rows();
            more = Arrays.copyOf(present, present.length + 1);
            more[present.length] = row;
        } while (!rows.compareAndSet(present, more));
        if (present.length > 0) {
            present[present.length - 1].innerLoop(row.loop());
        }
    }

    /**
     * The thread comes in by the woven entrance: it has left the old code of that loop, and all old code that this called.
     *
     * @return the loop's row, still owned by the thread; {@code null} where it was not adopted in the loop
     */
    @Nullable
    PollRow remove(Loop loop) {
        PollRow[] present;
        int at;
        do {
            present = rows();
            at = indexOf(loop, present);
        } while (at >= 0 && !rows.compareAndSet(present, Arrays.copyOf(present, at)));
        if (at < 0) {
            return null;
        }
        for (int inner = at + 1; inner < present.length; inner++) {
            present[inner].closed();
        }
        return present[at];
    }

    private static int indexOf(Loop loop, PollRow[] rows) {
        for (int at = 0; at < rows.length; at++) {
            if (rows[at].loop().id() == loop.id()) {
                return at;
            }
        }
        return -1;
    }
}
