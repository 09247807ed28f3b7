package dev.pollwatch.keepalive;

import java.util.ArrayList;
import java.util.List;

/** Tells all listeners, each through an {@link Outbox} of its own. Called under the watch's lock, and so in one order for all. */
final class Announcer {

    private final PollThreads.Trouble trouble;
    private final List<Outbox> outboxes = new ArrayList<>();

    Announcer(PollThreads.Trouble trouble) {
        this.trouble = trouble;
    }

    void add(KeepaliveListener listener, List<Row> present) {
        Outbox outbox = new Outbox(listener, trouble);
        for (Row row : present) {
            outbox.added(row);
        }
        outboxes.add(outbox);
        outbox.start(outboxes.size());
    }

    void added(Row row) {
        for (Outbox outbox : outboxes) {
            outbox.added(row);
        }
    }

    void removed(Row row) {
        for (Outbox outbox : outboxes) {
            outbox.removed(row);
        }
    }

    void changed(StateChange change, Diagnoses.Pending diagnosis) {
        for (Outbox outbox : outboxes) {
            outbox.change(change.row(), listener -> listener.stateChanged(diagnosis.addTo(change)));
        }
    }

    void rediagnosed(Row row, Diagnosis before) {
        for (Outbox outbox : outboxes) {
            outbox.change(row, listener -> listener.rediagnosed(row, before));
        }
    }

    void suspended(long pauseNanos) {
        for (Outbox outbox : outboxes) {
            outbox.news(listener -> listener.suspended(pauseNanos));
        }
    }

    void hostPaused(long pauseNanos) {
        for (Outbox outbox : outboxes) {
            outbox.news(listener -> listener.hostPaused(pauseNanos));
        }
    }
}
