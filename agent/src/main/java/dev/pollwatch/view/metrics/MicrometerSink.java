package dev.pollwatch.view.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Registers meters in a registry of the Micrometer that this class's loader sees. The agent's own loader sees the agent's; {@link SinkLoader}
 * defines the class once more beside each Micrometer of the host. So it keeps to what Micrometer has had since 1.1, is one class file, and
 * names no class of the agent but the interface.
 *
 * <p>The meters keep it: gauges hold it strongly, counters, which can only hold weakly, need it to live. A host's registry that is given up
 * takes it along.
 */
public final class MicrometerSink implements MeterSink {

    private final MeterRegistry registry;
    private final Map<Object, List<Meter>> meters = new HashMap<>();

    /** For the global registry, which is the host's business: never to be called in the agent's own loader. */
    public MicrometerSink() {
        this(Metrics.globalRegistry);
    }

    /**
     * For a registry.
     *
     * @param registry the registry
     */
    public MicrometerSink(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public synchronized void gauge(
            Object owner, String name, String description, @Nullable String unit, String[] tags, DoubleSupplier value) {
        keep(
                owner,
                Gauge.builder(name, this, sink -> value.getAsDouble())
                        .description(description)
                        .baseUnit(unit)
                        .tags(tags)
                        .strongReference(true)
                        .register(registry));
    }

    @Override
    public synchronized void counter(
            Object owner, String name, String description, @Nullable String unit, String[] tags, DoubleSupplier value) {
        // The Prometheus writer throws on a negative counter, and one unknown value must not cost the whole scrape.
        keep(
                owner,
                FunctionCounter.builder(name, this, sink -> Math.max(0, value.getAsDouble()))
                        .description(description)
                        .baseUnit(unit)
                        .tags(tags)
                        .register(registry));
    }

    private void keep(Object owner, Meter meter) {
        meters.computeIfAbsent(owner, none -> new ArrayList<>()).add(meter);
    }

    @Override
    public synchronized void remove(Object owner) {
        List<Meter> gone = meters.remove(owner);
        if (gone != null) {
            gone.forEach(registry::remove);
        }
    }
}
