package dev.pollwatch.view.metrics;

import dev.pollwatch.keepalive.Keepalive;
import dev.pollwatch.keepalive.KeepaliveListener;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.Snapshot;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.os.Tasks;
import dev.pollwatch.view.MetricsPage;
import dev.pollwatch.view.Page;
import dev.pollwatch.view.RowView;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * All rows as metrics. To be added to the {@link Keepalive} as a listener, which tells it of the rows; their values are read
 * when somebody scrapes.
 */
public final class MetricsView implements KeepaliveListener, MetricsPage {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Keepalive keepalive;
    private final Tasks tasks;
    private final PrometheusMeterRegistry registry;
    private final Map<Long, RowMeters> rows = new ConcurrentHashMap<>();
    private volatile Snapshot snapshot;

    /**
     * Makes the registry and the meters that belong to no row.
     *
     * @param keepalive what to show
     * @param tasks where to look up the kernel's facts
     * @param version Pollwatch's own version
     * @param log takes what the metrics library has to say
     * @throws RuntimeException when the Prometheus library refuses the settings it finds in the environment
     */
    public MetricsView(Keepalive keepalive, Tasks tasks, String version, Logger log) {
        LibraryLog.sendTo(log);
        this.keepalive = keepalive;
        this.tasks = tasks;
        this.snapshot = keepalive.snapshot();
        this.registry = newRegistry();
        bindTotals();
        bindBuildInfo(version);
    }

    /**
     * Renders all metrics as they are now.
     *
     * @param accept the reader's {@code Accept} header, {@code null} when it sent none
     * @return Prometheus text 0.0.4, or OpenMetrics 1.0.0 to those who prefer it
     */
    @Override
    public Page scrape(@Nullable String accept) {
        refresh();
        TextFormat format = TextFormat.accepted(accept);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            format.writer().write(out, registry.getPrometheusRegistry().scrape());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Page(format.contentType(), out.toByteArray());
    }

    @Override
    public void rowAdded(Row row) {
        RowMeters before = rows.put(row.serial(), new RowMeters(registry, row));
        if (before != null) {
            before.remove();
        }
    }

    @Override
    public void rowRemoved(Row row) {
        RowMeters meters = rows.remove(row.serial());
        if (meters != null) {
            meters.remove();
        }
    }

    private void refresh() {
        snapshot = keepalive.snapshot();
        for (Row row : snapshot.rows()) {
            // A row may be in the snapshot a moment before it is announced, and announced gone a moment after it went.
            RowMeters meters = rows.get(row.serial());
            if (meters != null) {
                meters.update(row, RowView.facts(row, tasks));
            }
        }
    }

    private void bindTotals() {
        for (State state : State.values()) {
            Gauge.builder("pollwatch.threads", this, m -> m.snapshot.count(state))
                    .description("Poll threads in the state")
                    .tag("state", state.label())
                    .strongReference(true)
                    .register(registry);
        }
        counter(
                "pollwatch.host.pauses",
                "Times in which the dispatcher itself could not run",
                null,
                s -> s.hostPauses());
        counter(
                "pollwatch.host.pause",
                "Length of all host pauses together",
                "seconds",
                s -> s.hostPauseNanos() / NANOS_PER_SECOND);
        gauge(
                "pollwatch.last.check.age",
                "Time since the dispatcher last looked at the heartbeats",
                "seconds",
                s -> s.lastCheckAgeNanos() / NANOS_PER_SECOND);
        gauge(
                "pollwatch.overflow.threads",
                "Poll threads that got no row because there were too many",
                null,
                s -> s.overflowThreads());
        gauge("pollwatch.paused", "1 while the states are frozen over JMX, 0 otherwise", null, s -> s.paused() ? 1 : 0);
        gauge("pollwatch.interval", "The keepalive interval", "seconds", s -> s.intervalNanos() / NANOS_PER_SECOND);
        gauge(
                "pollwatch.dead.after",
                "Time without a heartbeat after which a poll thread is DEAD, where its rule says no other",
                "seconds",
                s -> s.deadAfterNanos() / NANOS_PER_SECOND);
        gauge(
                "pollwatch.start.time",
                "When Pollwatch started, since the epoch",
                "seconds",
                s -> s.startTimeMillis() / MILLIS_PER_SECOND);
    }

    private void bindBuildInfo(String version) {
        Gauge.builder("pollwatch.build.info", this, m -> 1)
                .description("Which Pollwatch runs on which Java")
                .tag("version", version)
                .tag("java", Runtime.version().toString())
                .strongReference(true)
                .register(registry);
    }

    private void gauge(String name, String description, @Nullable String unit, ToDoubleFunction<Snapshot> value) {
        Gauge.builder(name, this, m -> value.applyAsDouble(m.snapshot))
                .description(description)
                .baseUnit(unit)
                .strongReference(true)
                .register(registry);
    }

    private void counter(String name, String description, @Nullable String unit, ToDoubleFunction<Snapshot> value) {
        FunctionCounter.builder(name, this, m -> value.applyAsDouble(m.snapshot))
                .description(description)
                .baseUnit(unit)
                .register(registry);
    }

    /** The Prometheus library looks for a {@code prometheus.properties} with the context loader, which may be the host's. */
    private static PrometheusMeterRegistry newRegistry() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(MetricsView.class.getClassLoader());
        try {
            return new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
