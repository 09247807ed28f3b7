package dev.pollwatch.view.metrics;

import dev.pollwatch.keepalive.Keepalive;
import dev.pollwatch.keepalive.KeepaliveListener;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.StateChange;
import dev.pollwatch.os.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * The rows as meters in the host's own Micrometer: in each one that there is, since web applications may bring one each. To be added to the
 * {@link Keepalive} as a listener; what it hears it only notes, and asks for {@link #update}. It keeps no Micrometer from being unloaded.
 */
public final class HostMeters implements KeepaliveListener {

    private final Keepalive keepalive;
    private final Tasks tasks;
    private final String version;
    private final Runnable onNews;
    private final Logger logger;
    private final Map<Long, Row> rows = new ConcurrentHashMap<>();
    private final List<HostBinding> bindings = new ArrayList<>();

    /**
     * Makes one that is bound to nothing.
     *
     * @param keepalive what to show
     * @param tasks where to look up the kernel's facts
     * @param version Pollwatch's own version
     * @param onNews is told that {@link #update} has work; on an announcer's thread or on one of the host that reads a meter, so must be quick
     * @param logger takes what there is to say
     */
    public HostMeters(Keepalive keepalive, Tasks tasks, String version, Runnable onNews, Logger logger) {
        this.keepalive = keepalive;
        this.tasks = tasks;
        this.version = version;
        this.onNews = onNews;
        this.logger = logger;
    }

    @Override
    public void rowAdded(Row row) {
        rows.put(row.serial(), row);
        onNews.run();
    }

    @Override
    public void rowRemoved(Row row) {
        rows.remove(row.serial());
        onNews.run();
    }

    @Override
    public void stateChanged(StateChange change) {
        Row row = change.row();
        Row before = rows.computeIfPresent(row.serial(), (serial, known) -> known.tid() == row.tid() ? known : row);
        if (before == row) {
            // Another thread has taken the row over, and the tid is a label.
            onNews.run();
        }
    }

    /**
     * Registers the meters in the global registry of a Micrometer. Runs code of the host, so it needs a thread that is of no other use and
     * ends soon: whatever that code leaves in thread-locals goes with it.
     *
     * @param metrics its class {@code io.micrometer.core.instrument.Metrics}, which the host has initialised
     */
    public synchronized void bind(Class<?> metrics) {
        try {
            // Held until the meters are registered, which hold it from then on.
            MeterSink sink = SinkLoader.sinkFor(metrics);
            HostBinding binding = new HostBinding(sink, keepalive, tasks, onNews, logger);
            binding.begin(version);
            binding.update(rows);
            bindings.add(binding);
            String of = metrics.getPackage().getImplementationVersion();
            logger.info("the meters are in the host's own Micrometer{} too", of == null ? "" : " " + of);
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
            logger.warn(
                    "no meters in the host's own Micrometer, which may be too old or not whole; everything else goes on: {}",
                    failure.toString());
        }
    }

    /** Brings the meters up to date with the rows. Runs code of the host, as {@link #bind} does. */
    public synchronized void update() {
        bindings.removeIf(HostBinding::isGone);
        for (HostBinding binding : bindings) {
            binding.update(rows);
        }
    }
}
