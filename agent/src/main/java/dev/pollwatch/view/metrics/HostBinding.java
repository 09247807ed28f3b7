package dev.pollwatch.view.metrics;

import dev.pollwatch.keepalive.Keepalive;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.os.Tasks;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The meters in one Micrometer of the host. Reaches it by a weak reference: its meters hold the sink, and what holds them is the host's.
 *
 * <p>All but the reading runs on the thread {@code pollwatch-micrometer}, since it may run the host's filters and listeners. A reading comes
 * on a thread of the host, and runs nothing but ours.
 */
final class HostBinding implements MeterSink {

    /** What a reading finds serves all that follow so soon; a scrape is thousands of readings, and no two scrapes follow so soon. */
    private static final long FRESH_NANOS = 500_000_000L;

    private final WeakReference<MeterSink> sink;
    private final Runnable onBehind;
    private final Logger logger;
    private final Meters meters;
    private volatile long lookedNanos;
    private boolean complained;

    /**
     * Binds nothing yet.
     *
     * @param sink the far side, which the caller holds until {@link #begin} is done
     * @param onBehind is told on a thread of the host that {@link #update} has work; must be quick
     */
    HostBinding(MeterSink sink, Keepalive keepalive, Tasks tasks, Runnable onBehind, Logger logger) {
        this.sink = new WeakReference<>(sink);
        this.onBehind = onBehind;
        this.logger = logger;
        this.meters = new Meters(keepalive, tasks, this);
        this.lookedNanos = System.nanoTime() - FRESH_NANOS;
    }

    /** Registers the meters that belong to no row. */
    void begin(String version) {
        meters.bindTotals(version);
    }

    /** Whether the host has given its Micrometer up, or at least our meters in it. */
    boolean isGone() {
        return sink.get() == null;
    }

    /** Registers and takes out meters until they are those of the rows. */
    void update(Map<Long, Row> rows) {
        meters.setRows(rows);
        meters.lookAtNews();
        meters.catchUp();
    }

    @Override
    public void gauge(
            Object owner, String name, String description, @Nullable String unit, String[] tags, DoubleSupplier value) {
        attempt(far -> far.gauge(owner, name, description, unit, tags, () -> read(value)));
    }

    @Override
    public void counter(
            Object owner, String name, String description, @Nullable String unit, String[] tags, DoubleSupplier value) {
        attempt(far -> far.counter(owner, name, description, unit, tags, () -> read(value)));
    }

    @Override
    public void remove(Object owner) {
        attempt(far -> far.remove(owner));
    }

    private interface Attempt {
        void with(MeterSink far);
    }

    /** A registry of the host may refuse a meter; the others are worth having all the same. */
    private void attempt(Attempt attempt) {
        MeterSink far = sink.get();
        if (far == null) {
            return;
        }
        try {
            attempt.with(far);
        } catch (RuntimeException | Error refused) {
            if (!complained) {
                complained = true;
                // As text: the object may be of a class of the host.
                logger.warn("the host's Micrometer refused a meter, which is missing there: {}", refused.toString());
            }
        }
    }

    private double read(DoubleSupplier value) {
        if (System.nanoTime() - lookedNanos >= FRESH_NANOS) {
            // Two that come at once both look: neither shall wait for the other, nor show what the scrape before saw.
            try {
                if (meters.look()) {
                    onBehind.run();
                }
            } catch (RuntimeException | Error failure) {
                // Nothing of ours may reach the host; what was seen before is shown once more.
                logger.debug("could not look for the host's Micrometer", failure);
            } finally {
                lookedNanos = System.nanoTime();
            }
        }
        return value.getAsDouble();
    }
}
