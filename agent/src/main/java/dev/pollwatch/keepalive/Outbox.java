package dev.pollwatch.keepalive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The announcements to one listener, delivered in order on a thread of its own, so that a listener which blocks (a full pipe, a slow
 * JMX client) holds up neither the dispatcher nor the other listeners.
 */
final class Outbox {

    /** State changes that wait at most; rows that come and go are always kept, since views hold on to them. */
    private static final int MOST_CHANGES_WAITING = 8192;

    private static final long QUIET_MILLIS = 1000;

    private final KeepaliveListener listener;
    private final PollThreads.Trouble trouble;
    private final Deque<Consumer<KeepaliveListener>> waiting = new ArrayDeque<>();
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

    /** A row came or went. */
    synchronized void row(Consumer<KeepaliveListener> what) {
        waiting.add(what);
        notifyAll();
    }

    /** A change that may be dropped, and is then counted, when the listener is hopelessly behind. */
    synchronized void change(Consumer<KeepaliveListener> what) {
        if (waiting.size() >= MOST_CHANGES_WAITING) {
            dropped++;
            return;
        }
        waiting.add(what);
        notifyAll();
    }

    private void deliver() {
        while (true) {
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
            } catch (Throwable failure) {
                trouble.report("announcing to " + listener.getClass().getSimpleName(), failure);
            }
        }
    }

    private synchronized Consumer<KeepaliveListener> next() throws InterruptedException {
        @Nullable Consumer<KeepaliveListener> next = waiting.poll();
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
        return next;
    }

    private synchronized long takeDropped() {
        long lost = waiting.isEmpty() ? dropped : 0;
        dropped -= lost;
        return lost;
    }
}
