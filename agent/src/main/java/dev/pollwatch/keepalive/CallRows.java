package dev.pollwatch.keepalive;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one thread beats by calling {@code call} methods. There are one or two of them, so that walking through them is quicker than
 * any look-up. Only the thread itself touches them.
 */
final class CallRows {

    private static final CallRow[] NONE = {};

    private CallRow[] rows = NONE;

    /** A row, as long as it is open: the thread calls. */
    private static final class CallRow {
        final int loop;
        String threadName;
        PollRow row;
        AtomicLongArray words;
        boolean open = true;

        CallRow(int loop, String threadName, PollRow row) {
            this.loop = loop;
            this.threadName = threadName;
            this.row = row;
            this.words = row.words();
        }
    }

    /**
     * Beats, if the row is open and the thread goes by the same name as when it was opened: as the very same string, since a thread that
     * is not renamed gives no other.
     */
    boolean beat(int loop, String threadName) {
        for (CallRow call : rows) {
            if (call.loop == loop) {
                if (call.threadName != threadName || !call.open) {
                    return false;
                }
                HeartbeatWords.beat(call.words);
                return true;
            }
        }
        return false;
    }

    /** Closes the loop's row if the thread opened it under another name. */
    void closeUnlessUnder(int loop, String threadName) {
        CallRow call = of(loop);
        if (call != null && !call.threadName.equals(threadName)) {
            close(call);
        }
    }

    /** Closes all: the thread calls no longer. */
    void closeAll() {
        for (CallRow call : rows) {
            close(call);
        }
    }

    private static void close(CallRow call) {
        if (call.open) {
            call.open = false;
            call.row.closed();
        }
    }

    void open(int loop, String threadName, PollRow row) {
        CallRow call = of(loop);
        if (call == null) {
            rows = Arrays.copyOf(rows, rows.length + 1);
            rows[rows.length - 1] = new CallRow(loop, threadName, row);
            return;
        }
        call.threadName = threadName;
        call.row = row;
        call.words = row.words();
        call.open = true;
    }

    /** Puts the open ones to sleep; tells whether there is one. */
    boolean fallAsleep() {
        boolean some = false;
        for (CallRow call : rows) {
            if (call.open) {
                HeartbeatWords.fallAsleep(call.words);
                some = true;
            }
        }
        return some;
    }

    void wake() {
        for (CallRow call : rows) {
            if (call.open) {
                HeartbeatWords.wakeIfAsleep(call.words);
            }
        }
    }

    private @Nullable CallRow of(int loop) {
        for (CallRow call : rows) {
            if (call.loop == loop) {
                return call;
            }
        }
        return null;
    }
}
