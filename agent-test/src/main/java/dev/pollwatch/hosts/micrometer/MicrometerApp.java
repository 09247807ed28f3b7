package dev.pollwatch.hosts.micrometer;

import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.util.function.UnaryOperator;

/** An application that uses Micrometer, the one that its own loader sees. Takes orders as text, since its loader may be a separate one. */
public final class MicrometerApp implements UnaryOperator<String> {

    private final PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SimpleMeterRegistry simple = new SimpleMeterRegistry();

    /**
     * Obeys an order.
     *
     * @param order {@code load} the class of the global registry, without more; {@code use} it; {@code add} a Prometheus registry and another
     *     to it; {@code scrape} the first; {@code count} our meters in the other; {@code clear} all meters from the global registry
     * @return the answer
     */
    @Override
    public String apply(String order) {
        switch (order) {
            case "load" -> load();
            case "use" -> Metrics.counter("host.packets").increment();
            case "add" -> {
                prometheus.config().commonTags("common", "tag");
                Metrics.addRegistry(prometheus);
                Metrics.addRegistry(simple);
            }
            case "scrape" -> {
                return prometheus.scrape();
            }
            case "count" -> {
                return Long.toString(simple.getMeters().stream()
                        .filter(meter -> meter.getId().getName().startsWith("pollwatch"))
                        .filter(meter -> meter.measure().iterator().next().getValue() >= 0)
                        .count());
            }
            case "clear" -> Metrics.globalRegistry.clear();
            default -> throw new IllegalArgumentException(order);
        }
        return "done";
    }

    private static void load() {
        try {
            Class.forName("io.micrometer.core.instrument.Metrics", false, MicrometerApp.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
