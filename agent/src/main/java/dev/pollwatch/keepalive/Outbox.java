package dev.pollwatch.keepalive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The announcements to one listener, delivered in order on a thread of its own, so that a listener which blocks (a full pipe, a slow
 * JMX client) holds up neither the dispatcher nor the other listeners.
 */
final class Outbox {

    /** State changes that wait at most. Rows that come and go are always kept, since views hold on to them. */
    private static final int MOST_CHANGES_WAITING = 8192;

    private static final long QUIET_MILLIS = 1000;

    /** Of what is of no row. */
    private static final long NO_ROW = -1;

    /** What waits to be told, and of which row it is. */
    private record Message(long serial, boolean change, Consumer<KeepaliveListener> what) {}

    private final KeepaliveListener listener;
    private final PollThreads.Trouble trouble;
    private final Deque<Message> waiting = new ArrayDeque<>();
    /** The rows of which the listener does not even know yet that they came. */
    private final Set<Long> unheardOf = new HashSet<>();

    private int changesWaiting;
    private long dropped;
    private boolean quiet = true;

    Outbox(KeepaliveListener listener, PollThreads.Trouble trouble) {
        this.listener = listener;
        this.trouble = trouble;
    }

    void start(int number) {
        Thread thread = new Thread(this::deliver, "pollwatch-announcer-" + number);
        thread.setDaemon(true);
        thread.setContextClassLoader(Outbox.class.getClassLoader());
        thread.start();
    }

    /** A row came. */
    synchronized void added(Row row) {
        unheardOf.add(row.serial());
        put(new Message(row.serial(), false, each -> each.rowAdded(row)));
    }

    /** A row went. Where the listener is so far behind that it has not heard of its coming, it need not hear of it at all. */
    synchronized void removed(Row row) {
        long serial = row.serial();
        if (waiting.size() >= MOST_CHANGES_WAITING && unheardOf.remove(serial)) {
            // Else a listener that blocks for good would gather all rows that ever were.
            waiting.removeIf(message -> message.serial() == serial && taken(message));
            return;
        }
        put(new Message(serial, false, each -> each.rowRemoved(row)));
    }

    private boolean taken(Message message) {
        if (message.change()) {
            changesWaiting--;
            dropped++;
        }
        return true;
    }

    /** A change of a row that may be dropped, and is then counted, when the listener is hopelessly behind. */
    synchronized void change(Row row, Consumer<KeepaliveListener> what) {
        change(new Message(row.serial(), true, what));
    }

    /** News of no row, which may be dropped in the same way. */
    synchronized void news(Consumer<KeepaliveListener> what) {
        change(new Message(NO_ROW, true, what));
    }

    private void change(Message message) {
        if (changesWaiting >= MOST_CHANGES_WAITING) {
            dropped++;
            return;
        }
        changesWaiting++;
        put(message);
    }

    private void put(Message message) {
        waiting.add(message);
        notifyAll();
    }

    /** How much waits. */
    synchronized int waiting() {
        return waiting.size();
    }

    private void deliver() {
        while (true) {
            try {
                deliverNext();
            } catch (Throwable failure) {
                failed(failure);
            }
        }
    }

    private void deliverNext() {
        try {
            next().accept(listener);
            long lost = takeDropped();
            if (lost > 0) {
                trouble.report(
                        "announcing state changes to " + listener.getClass().getSimpleName(),
                        new IllegalStateException(lost + " were dropped because it was too slow"));
            }
        } catch (InterruptedException notForUs) {
            // A host that interrupts every thread it can find must not silence the views.
        }
    }

    private void failed(Throwable failure) {
        try {
            trouble.report("announcing to " + listener.getClass().getSimpleName(), failure);
        } catch (Throwable unsaid) {
            // Out of memory, most likely: it cannot be told now, and this listener must go on hearing.
            synchronized (this) {
                dropped++;
            }
        }
    }

    private synchronized Consumer<KeepaliveListener> next() throws InterruptedException {
        @Nullable Message next = waiting.poll();
        while (next == null) {
            if (quiet) {
                wait();
            } else {
                wait(QUIET_MILLIS);
                if (waiting.isEmpty()) {
                    quiet = true;
                    return KeepaliveListener::quiet;
                }
            }
            next = waiting.poll();
        }
        quiet = false;
        if (next.change()) {
            changesWaiting--;
        } else {
            unheardOf.remove(next.serial());
        }
        return next.what();
    }

    private synchronized long takeDropped() {
        long lost = waiting.isEmpty() ? dropped : 0;
        dropped -= lost;
        return lost;
    }
}
