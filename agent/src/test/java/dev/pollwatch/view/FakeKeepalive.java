package dev.pollwatch.view;

import dev.pollwatch.keepalive.Keepalive;
import dev.pollwatch.keepalive.KeepaliveListener;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.Snapshot;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.keepalive.StateChange;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A core whose rows are what the test says they are. */
public final class FakeKeepalive implements Keepalive {

    public final AtomicInteger snapshots = new AtomicInteger();
    public volatile boolean paused;
    public volatile Duration interval = Duration.ofSeconds(1);
    public volatile Duration deadAfter = Duration.ofSeconds(2);
    public volatile Duration lastCheckAge = Duration.ofMillis(12);
    public volatile long hostPauses;
    public volatile Duration hostPause = Duration.ZERO;
    public volatile long overflow;
    public volatile RuntimeException failure;
    public final List<String> acknowledged = new CopyOnWriteArrayList<>();
    private final List<KeepaliveListener> listeners = new CopyOnWriteArrayList<>();
    private volatile List<Row> rows = List.of();
    private volatile Snapshot snapshot;

    public FakeKeepalive(Row... rows) {
        this.rows = List.of(rows);
    }

    /** Replaces, adds or keeps rows, and announces what a real core would announce. */
    public void show(Row... now) {
        List<Row> before = rows;
        rows = List.of(now);
        snapshot = null;
        for (Row old : before) {
            if (rows.stream().noneMatch(row -> row.serial() == old.serial())) {
                listeners.forEach(listener -> listener.rowRemoved(old));
            }
        }
        for (Row row : now) {
            Row old = before.stream()
                    .filter(r -> r.serial() == row.serial())
                    .findFirst()
                    .orElse(null);
            if (old == null) {
                listeners.forEach(listener -> listener.rowAdded(row));
            } else if (old.state() != row.state()) {
                change(row, old.state(), Duration.ofMillis(1500), Duration.ZERO);
            }
        }
    }

    public void change(Row row, State from, Duration inOld, Duration stall) {
        StateChange change =
                new StateChange(row, from, row.state(), inOld.toNanos(), stall.toNanos(), 1_700_000_000_000L);
        listeners.forEach(listener -> listener.stateChanged(change));
    }

    @Override
    public Snapshot snapshot() {
        snapshots.incrementAndGet();
        if (failure != null) {
            throw failure;
        }
        Snapshot made = snapshot;
        if (made == null || made.paused() != paused || made.lastCheckAgeNanos() != lastCheckAge.toNanos()) {
            made = new Snapshot(
                    1_700_000_000_000L,
                    Duration.ofHours(3).plusMinutes(12).toNanos(),
                    paused,
                    interval.toNanos(),
                    deadAfter.toNanos(),
                    lastCheckAge.toNanos(),
                    hostPauses,
                    hostPause.toNanos(),
                    overflow,
                    new ArrayList<>(rows));
            snapshot = made;
        }
        return made;
    }

    @Override
    public void addListener(KeepaliveListener listener) {
        listeners.add(listener);
        rows.forEach(listener::rowAdded);
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
    }

    @Override
    public void setInterval(Duration interval) {
        if (interval.toMillis() < 10) {
            throw new IllegalArgumentException("The interval is 10 ms to 1 h.", new OwnException());
        }
        this.interval = interval;
        snapshot = null;
    }

    @Override
    public void setDeadAfter(Duration deadAfter) {
        this.deadAfter = deadAfter;
        snapshot = null;
    }

    @Override
    public void acknowledge(String rowKey) {
        if (rows.stream().noneMatch(row -> row.key().equals(rowKey))) {
            throw new IllegalArgumentException("There is no row \"" + rowKey + "\".", new OwnException());
        }
        acknowledged.add(rowKey);
    }

    @Override
    public String threadStack(String rowKey) {
        if (rows.stream().noneMatch(row -> row.key().equals(rowKey))) {
            throw new IllegalArgumentException("There is no row \"" + rowKey + "\".");
        }
        if (rowKey.startsWith("broken")) {
            throw new OwnException();
        }
        return "com.acme.Rx.poll(Rx.java:12)";
    }

    /** Stands for any class that a remote client does not have. */
    public static final class OwnException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
