package dev.pollwatch.view.metrics;

import dev.pollwatch.keepalive.Keepalive;
import dev.pollwatch.keepalive.KeepaliveListener;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.os.Tasks;
import dev.pollwatch.view.MetricsPage;
import dev.pollwatch.view.Page;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * All rows as metrics. To be added to the {@link Keepalive} as a listener, which tells it of the rows; their values are read
 * when somebody scrapes.
 */
public final class MetricsView implements KeepaliveListener, MetricsPage {

    private final PrometheusMeterRegistry registry;
    private final Meters meters;

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
        this.registry = newRegistry();
        this.meters = new Meters(keepalive, tasks, new MicrometerSink(registry));
        meters.bindTotals(version);
    }

    /**
     * Renders all metrics as they are now.
     *
     * @param accept the reader's {@code Accept} header, {@code null} when it sent none
     * @return Prometheus text 0.0.4, or OpenMetrics 1.0.0 to those who prefer it
     */
    @Override
    public Page scrape(@Nullable String accept) {
        if (meters.look()) {
            meters.catchUp();
        }
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
        meters.add(row);
    }

    @Override
    public void rowRemoved(Row row) {
        meters.remove(row.serial());
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
