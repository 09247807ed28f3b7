package dev.pollwatch.view.metrics;

import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.os.TaskFacts;
import dev.pollwatch.view.Printable;
import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one row in one Micrometer. They read the row that was last put in here, so that a scrape of thousands of meters costs one
 * snapshot. Several threads may scrape while another announces that the row went; a scraping thread never waits for one that registers.
 */
final class RowMeters {

    private static final double NANOS_PER_SECOND = 1e9;

    private final MeterSink sink;
    private final String[] tags;
    /** Owns the one meter that is replaced while the row lives. */
    private final Object info = new Object();

    private volatile Row row;
    private volatile TaskFacts facts = TaskFacts.UNKNOWN;
    private volatile long infoTid;
    private volatile boolean kernelTimesBound;
    private boolean removed;

    RowMeters(MeterSink sink, Row row) {
        this.sink = sink;
        this.row = row;
        this.tags = new String[] {"thread", Printable.encodable(row.name()), "loop", Printable.encodable(row.loop())};
        bindState();
        bindHeartbeats();
        bindStalls();
        bindInfo(row.tid());
        gauge("pollwatch.thread.core", "CPU that the thread last ran on, -1 when unknown", null, () -> facts.core());
        gauge(
                "pollwatch.thread.incarnation",
                "The how-manieth thread runs the loop under this name, from 1",
                null,
                of(Row::incarnation));
        gauge(
                "pollwatch.thread.decides.health",
                "1 where the poll thread decides /health, 0 where its rule says health=off",
                null,
                of(r -> r.decidesHealth() ? 1 : 0));
    }

    /** Takes what the next reading of the meters shall show. */
    void take(Row row, TaskFacts facts) {
        this.row = row;
        if (facts.core() >= 0 || facts.cpuNanos() >= 0) {
            // A thread that ended has no facts any more; its counters keep their last values instead of falling to
            // nothing.
            this.facts = facts;
        }
    }

    /** Whether what was taken asks for other meters than there are. */
    boolean isBehind() {
        return row.tid() != infoTid || lacksKernelTimes();
    }

    /** Whether it can be, once this row and its facts are taken. */
    boolean mayBeBehind(Row row) {
        return row.tid() != infoTid || !kernelTimesBound;
    }

    /** Only where the kernel says something: no series is more honest than one that stays at zero. */
    private boolean lacksKernelTimes() {
        return !kernelTimesBound && facts.cpuNanos() >= 0;
    }

    /** Registers and takes out what {@link #isBehind} tells of. */
    synchronized void catchUp() {
        if (removed) {
            return;
        }
        long tid = row.tid();
        if (tid != infoTid) {
            sink.remove(info);
            bindInfo(tid);
        }
        if (lacksKernelTimes()) {
            kernelTimesBound = true;
            bindKernelTimes();
        }
    }

    /** Takes the row's meters out of the registry. */
    synchronized void remove() {
        removed = true;
        sink.remove(this);
        sink.remove(info);
    }

    private void bindState() {
        for (State state : State.values()) {
            sink.gauge(
                    this,
                    "pollwatch.thread.state",
                    "1 for the state that the poll thread is in, 0 for the others",
                    null,
                    and("state", state.label()),
                    of(r -> r.state() == state ? 1 : 0));
            sink.counter(
                    this,
                    "pollwatch.transitions",
                    "How often the poll thread entered the state",
                    null,
                    and("to", state.label()),
                    of(r -> r.transitions().getOrDefault(state, 0L)));
        }
    }

    private void bindHeartbeats() {
        counter("pollwatch.heartbeats", "Passes of the poll loop's header", null, of(Row::heartbeats));
        gauge(
                "pollwatch.heartbeat.age",
                "Age of the iteration now running, NaN if there was none",
                "seconds",
                of(r -> r.lastHeartbeatAgeNanos() < 0 ? Double.NaN : seconds(r.lastHeartbeatAgeNanos())));
        gauge(
                "pollwatch.heartbeats.missed",
                "Whole keepalive intervals since the last heartbeat",
                null,
                of(Row::missedHeartbeats));
    }

    private void bindStalls() {
        counter("pollwatch.stalls", "How often the poll thread turned DEAD", null, of(Row::stalls));
        counter(
                "pollwatch.stall",
                "Length of all stalls together, the present one included",
                "seconds",
                of(r -> seconds(r.stallNanos())));
        gauge(
                "pollwatch.stall.seconds.max",
                "The longest stall, the present one included",
                null,
                of(r -> seconds(r.longestStallNanos())));
    }

    private void bindInfo(long tid) {
        infoTid = tid;
        sink.gauge(
                info,
                "pollwatch.thread.info",
                "The OS thread id of the poll thread, -1 when unknown",
                null,
                and("tid", Long.toString(tid)),
                () -> 1);
    }

    private void bindKernelTimes() {
        counter(
                "pollwatch.thread.cpu",
                "CPU time that the thread has used",
                "seconds",
                () -> seconds(facts.cpuNanos()));
        counter(
                "pollwatch.thread.runqueue",
                "Time in which the thread could run and waited for a CPU",
                "seconds",
                () -> seconds(facts.runQueueWaitNanos()));
        switches("voluntary", () -> facts.voluntarySwitches());
        switches("involuntary", () -> facts.involuntarySwitches());
    }

    private void switches(String kind, DoubleSupplier value) {
        sink.counter(
                this,
                "pollwatch.thread.context.switches",
                "How often the thread gave up its CPU (voluntary) or lost it (involuntary)",
                null,
                and("kind", kind),
                value);
    }

    private void gauge(String name, String description, @Nullable String unit, DoubleSupplier value) {
        sink.gauge(this, name, description, unit, tags, value);
    }

    private void counter(String name, String description, @Nullable String unit, DoubleSupplier value) {
        sink.counter(this, name, description, unit, tags, value);
    }

    private DoubleSupplier of(ToDoubleFunction<Row> value) {
        return () -> value.applyAsDouble(row);
    }

    private String[] and(String key, String value) {
        String[] more = Arrays.copyOf(tags, tags.length + 2);
        more[tags.length] = key;
        more[tags.length + 1] = value;
        return more;
    }

    private static double seconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }
}
