package dev.pollwatch.keepalive;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that keeps what it heard. */
final class Announced implements KeepaliveListener {

    private final List<Row> added = new CopyOnWriteArrayList<>();
    private final List<Row> removed = new CopyOnWriteArrayList<>();
    private final List<StateChange> changes = new CopyOnWriteArrayList<>();
    private final List<Long> hostPauses = new CopyOnWriteArrayList<>();

    @Override
    public void rowAdded(Row row) {
        added.add(row);
    }

    @Override
    public void rowRemoved(Row row) {
        removed.add(row);
    }

    @Override
    public void stateChanged(StateChange change) {
        changes.add(change);
    }

    @Override
    public void hostPaused(long pauseNanos) {
        hostPauses.add(pauseNanos);
    }

    List<String> added() {
        return added.stream().map(Row::name).toList();
    }

    List<String> removed() {
        return removed.stream().map(Row::name).toList();
    }

    List<StateChange> changes() {
        return changes;
    }

    List<Long> hostPauses() {
        return hostPauses;
    }

    /** The states that a row came to, in order. */
    List<State> statesOf(String name) {
        return changes.stream()
                .filter(change -> change.row().name().equals(name))
                .map(StateChange::to)
                .toList();
    }
}
