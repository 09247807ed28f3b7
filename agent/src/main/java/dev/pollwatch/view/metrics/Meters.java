package dev.pollwatch.view.metrics;

import dev.pollwatch.keepalive.Keepalive;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.Snapshot;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.os.Tasks;
import dev.pollwatch.view.RowView;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;

/** All meters in one Micrometer: those of the rows, and those that belong to none. They show what was found at the last {@link #look}. */
final class Meters {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Keepalive keepalive;
    private final Tasks tasks;
    private final MeterSink sink;
    private final Map<Long, RowMeters> rows = new ConcurrentHashMap<>();
    private volatile Snapshot snapshot;

    Meters(Keepalive keepalive, Tasks tasks, MeterSink sink) {
        this.keepalive = keepalive;
        this.tasks = tasks;
        this.sink = sink;
        this.snapshot = keepalive.snapshot();
    }

    /**
     * Takes what the next readings shall show.
     *
     * @return whether they ask for other meters than there are, see {@link #catchUp}
     */
    boolean look() {
        Snapshot present = keepalive.snapshot();
        snapshot = present;
        boolean behind = false;
        for (Row row : present.rows()) {
            // A row may be in the snapshot a moment before it is announced, and announced gone a moment after it went.
            RowMeters meters = rows.get(row.serial());
            if (meters != null) {
                meters.take(row, RowView.facts(row, tasks));
                behind |= meters.isBehind();
            }
        }
        return behind;
    }

    /** Looks at those rows only that are new or another thread's, as far as {@link #catchUp} needs it. */
    void lookAtNews() {
        for (Row row : keepalive.snapshot().rows()) {
            RowMeters meters = rows.get(row.serial());
            if (meters != null && meters.mayBeBehind(row)) {
                meters.take(row, RowView.facts(row, tasks));
            }
        }
    }

    /** Registers what the last look found to be missing. */
    void catchUp() {
        rows.values().forEach(RowMeters::catchUp);
    }

    /** Registers a row's meters. */
    void add(Row row) {
        RowMeters before = rows.put(row.serial(), new RowMeters(sink, row));
        if (before != null) {
            before.remove();
        }
    }

    /** Takes a row's meters out. */
    void remove(long serial) {
        RowMeters meters = rows.remove(serial);
        if (meters != null) {
            meters.remove();
        }
    }

    /** Adds and removes until these rows are there and no others. */
    void setRows(Map<Long, Row> wanted) {
        for (Long serial : rows.keySet()) {
            // First: a new row may have the name of one that went.
            if (!wanted.containsKey(serial)) {
                remove(serial);
            }
        }
        for (Row row : wanted.values()) {
            if (!rows.containsKey(row.serial())) {
                add(row);
            }
        }
    }

    /**
     * Registers the meters that belong to no row.
     *
     * @param version Pollwatch's own version
     */
    void bindTotals(String version) {
        for (State state : State.values()) {
            gauge("pollwatch.threads", "Poll threads in the state", s -> s.count(state), "state", state.label());
        }
        sink.counter(
                this,
                "pollwatch.host.pauses",
                "Times in which the dispatcher itself could not run",
                null,
                new String[0],
                of(Snapshot::hostPauses));
        sink.counter(
                this,
                "pollwatch.host.pause",
                "Length of all host pauses together",
                "seconds",
                new String[0],
                of(s -> s.hostPauseNanos() / NANOS_PER_SECOND));
        seconds(
                "pollwatch.last.check.age",
                "Time since the dispatcher last looked at the heartbeats",
                s -> s.lastCheckAgeNanos() / NANOS_PER_SECOND);
        gauge(
                "pollwatch.overflow.threads",
                "Poll threads that got no row because there were too many",
                Snapshot::overflowThreads);
        gauge("pollwatch.paused", "1 while the states are frozen over JMX, 0 otherwise", s -> s.paused() ? 1 : 0);
        seconds("pollwatch.interval", "The keepalive interval", s -> s.intervalNanos() / NANOS_PER_SECOND);
        seconds(
                "pollwatch.dead.after",
                "Time without a heartbeat after which a poll thread is DEAD, where its rule says no other",
                s -> s.deadAfterNanos() / NANOS_PER_SECOND);
        seconds(
                "pollwatch.start.time",
                "When Pollwatch started, since the epoch",
                s -> s.startTimeMillis() / MILLIS_PER_SECOND);
        gauge(
                "pollwatch.build.info",
                "Which Pollwatch runs on which Java",
                s -> 1,
                "version",
                version,
                "java",
                Runtime.version().toString());
    }

    private void gauge(String name, String description, ToDoubleFunction<Snapshot> value, String... tags) {
        sink.gauge(this, name, description, null, tags, of(value));
    }

    private void seconds(String name, String description, ToDoubleFunction<Snapshot> value) {
        sink.gauge(this, name, description, "seconds", new String[0], of(value));
    }

    private DoubleSupplier of(ToDoubleFunction<Snapshot> value) {
        return () -> value.applyAsDouble(snapshot);
    }
}
