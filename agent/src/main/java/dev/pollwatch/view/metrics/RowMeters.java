package dev.pollwatch.view.metrics;

import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.os.TaskFacts;
import dev.pollwatch.view.Printable;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one row. They read the row that was last put in here, so that a scrape of thousands of meters costs one
 * snapshot. Several threads may scrape while another announces that the row went.
 */
final class RowMeters {

    private static final double NANOS_PER_SECOND = 1e9;

    private final MeterRegistry registry;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();
    private volatile Row row;
    private volatile TaskFacts facts = TaskFacts.UNKNOWN;
    private long infoTid;
    private @Nullable Meter info;
    private boolean kernelTimesBound;
    private boolean removed;

    RowMeters(MeterRegistry registry, Row row) {
        this.registry = registry;
        this.row = row;
        this.tags = Tags.of("thread", Printable.encodable(row.name()), "loop", Printable.encodable(row.loop()));
        bindState();
        bindHeartbeats();
        bindStalls();
        bindInfo(row.tid());
        gauge(
                "pollwatch.thread.core",
                "CPU that the thread last ran on, -1 when unknown",
                null,
                tags,
                m -> m.facts.core());
        gauge(
                "pollwatch.thread.incarnation",
                "The how-manieth thread runs the loop under this name, from 1",
                null,
                tags,
                m -> m.row.incarnation());
        gauge(
                "pollwatch.thread.decides.health",
                "1 where the poll thread decides /health, 0 where its rule says health=off",
                null,
                tags,
                m -> m.row.decidesHealth() ? 1 : 0);
    }

    /** Takes what the next reading of the meters shall show. */
    synchronized void update(Row row, TaskFacts facts) {
        if (removed) {
            return;
        }
        this.row = row;
        if (facts.core() >= 0 || facts.cpuNanos() >= 0) {
            // A thread that ended has no facts any more; its counters keep their last values instead of falling to
            // nothing.
            this.facts = facts;
        }
        if (row.tid() != infoTid) {
            bindInfo(row.tid());
        }
        if (!kernelTimesBound && facts.cpuNanos() >= 0) {
            // Only now: where the kernel says nothing, no series is more honest than one that stays at zero.
            kernelTimesBound = true;
            bindKernelTimes();
        }
    }

    /** Takes the row's meters out of the registry. */
    synchronized void remove() {
        removed = true;
        meters.forEach(registry::remove);
        if (info != null) {
            registry.remove(info);
        }
    }

    private void bindState() {
        for (State state : State.values()) {
            gauge(
                    "pollwatch.thread.state",
                    "1 for the state that the poll thread is in, 0 for the others",
                    null,
                    tags.and("state", state.label()),
                    m -> m.row.state() == state ? 1 : 0);
            counter(
                    "pollwatch.transitions",
                    "How often the poll thread entered the state",
                    null,
                    tags.and("to", state.label()),
                    m -> m.row.transitions().getOrDefault(state, 0L));
        }
    }

    private void bindHeartbeats() {
        counter("pollwatch.heartbeats", "Passes of the poll loop's header", null, tags, m -> m.row.heartbeats());
        gauge(
                "pollwatch.heartbeat.age",
                "Age of the iteration now running, NaN if there was none",
                "seconds",
                tags,
                m -> m.row.lastHeartbeatAgeNanos() < 0 ? Double.NaN : seconds(m.row.lastHeartbeatAgeNanos()));
        gauge(
                "pollwatch.heartbeats.missed",
                "Whole keepalive intervals since the last heartbeat",
                null,
                tags,
                m -> m.row.missedHeartbeats());
    }

    private void bindStalls() {
        counter("pollwatch.stalls", "How often the poll thread turned DEAD", null, tags, m -> m.row.stalls());
        counter(
                "pollwatch.stall",
                "Length of all stalls together, the present one included",
                "seconds",
                tags,
                m -> seconds(m.row.stallNanos()));
        gauge(
                "pollwatch.stall.seconds.max",
                "The longest stall, the present one included",
                null,
                tags,
                m -> seconds(m.row.longestStallNanos()));
    }

    private void bindInfo(long tid) {
        if (info != null) {
            registry.remove(info);
        }
        infoTid = tid;
        info = Gauge.builder("pollwatch.thread.info", this, m -> 1)
                .description("The OS thread id of the poll thread, -1 when unknown")
                .tags(tags.and("tid", Long.toString(tid)))
                .strongReference(true)
                .register(registry);
    }

    private void bindKernelTimes() {
        counter(
                "pollwatch.thread.cpu",
                "CPU time that the thread has used",
                "seconds",
                tags,
                m -> seconds(m.facts.cpuNanos()));
        counter(
                "pollwatch.thread.runqueue",
                "Time in which the thread could run and waited for a CPU",
                "seconds",
                tags,
                m -> seconds(m.facts.runQueueWaitNanos()));
        String description = "How often the thread gave up its CPU (voluntary) or lost it (involuntary)";
        counter(
                "pollwatch.thread.context.switches",
                description,
                null,
                tags.and("kind", "voluntary"),
                m -> m.facts.voluntarySwitches());
        counter(
                "pollwatch.thread.context.switches",
                description,
                null,
                tags.and("kind", "involuntary"),
                m -> m.facts.involuntarySwitches());
    }

    private void gauge(
            String name, String description, @Nullable String unit, Tags tags, ToDoubleFunction<RowMeters> value) {
        meters.add(Gauge.builder(name, this, value)
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .strongReference(true)
                .register(registry));
    }

    private void counter(
            String name, String description, @Nullable String unit, Tags tags, ToDoubleFunction<RowMeters> value) {
        // The Prometheus writer throws on a negative counter, and one unknown value must not cost the whole scrape.
        meters.add(FunctionCounter.builder(name, this, m -> Math.max(0, value.applyAsDouble(m)))
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(registry));
    }

    private static double seconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }
}
