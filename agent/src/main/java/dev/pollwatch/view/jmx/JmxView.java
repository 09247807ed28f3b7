package dev.pollwatch.view.jmx;

import dev.pollwatch.keepalive.Keepalive;
import dev.pollwatch.keepalive.KeepaliveListener;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.RuleStatus;
import dev.pollwatch.keepalive.StateChange;
import dev.pollwatch.os.Tasks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * All rows as MBeans. To be added to the {@link Keepalive} as a listener at any time; it keeps the rows in mind and touches no
 * MBean server until {@link #register} is called.
 */
public final class JmxView implements KeepaliveListener {

    private static final String KEEPALIVE = "dev.pollwatch:type=Keepalive";

    private record Registered(ObjectName name, WordedMBean mbean) {}

    private final Keepalive keepalive;
    private final Tasks tasks;
    private final String version;
    private final Supplier<String> httpAddress;
    private final Supplier<List<RuleStatus>> rules;
    private final IntSupplier wovenLoops;
    private final Logger log;
    private final RowIndex index;
    private final Map<Long, Row> rows = new LinkedHashMap<>();
    private final Map<Long, Registered> threads = new LinkedHashMap<>();
    private @Nullable MBeanServer server;
    private @Nullable Registered whole;
    private boolean warned;

    /**
     * Makes a view that is not registered yet.
     *
     * @param keepalive what to show
     * @param tasks where to look up the kernel's facts
     * @param version Pollwatch's own version
     * @param httpAddress gives the address of the HTTP endpoint, empty when there is none
     * @param rules gives what became of the rules; where one has woven very many methods, it names the first of them
     * @param wovenLoops gives how many poll loops were woven
     * @param log takes the warning about names that are taken
     * @throws NoClassDefFoundError where this Java runtime lacks the module {@code java.management}
     */
    public JmxView(
            Keepalive keepalive,
            Tasks tasks,
            String version,
            Supplier<String> httpAddress,
            Supplier<List<RuleStatus>> rules,
            IntSupplier wovenLoops,
            Logger log) {
        this.keepalive = keepalive;
        this.tasks = tasks;
        this.version = version;
        this.httpAddress = httpAddress;
        this.rules = rules;
        this.wovenLoops = wovenLoops;
        this.log = log;
        this.index = new RowIndex(keepalive);
    }

    /**
     * Registers the MBean on the whole and one for each row there is; those of later rows follow by themselves. Names that are
     * taken already cost one warning, no more. The second call and later ones do nothing.
     *
     * @param server where to register
     */
    public synchronized void register(MBeanServer server) {
        if (this.server != null) {
            return;
        }
        this.server = server;
        KeepaliveBean bean = new KeepaliveBean(keepalive, tasks, version, httpAddress, rules, wovenLoops);
        whole = register(server, KEEPALIVE, bean, BeanKind.KEEPALIVE);
        rows.values().forEach(row -> registerRow(server, row));
    }

    /** Takes all MBeans away and keeps no more of them; for the agent's end. */
    public synchronized void unregisterAll() {
        MBeanServer from = server;
        if (from == null) {
            return;
        }
        threads.values().forEach(thread -> unregister(from, thread));
        threads.clear();
        if (whole != null) {
            unregister(from, whole);
            whole = null;
        }
        server = null;
    }

    @Override
    public synchronized void rowAdded(Row row) {
        rows.put(row.serial(), row);
        if (server != null) {
            registerRow(server, row);
        }
    }

    @Override
    public synchronized void rowRemoved(Row row) {
        rows.remove(row.serial());
        Registered thread = threads.remove(row.serial());
        if (server != null && thread != null) {
            unregister(server, thread);
        }
    }

    @Override
    public void stateChanged(StateChange change) {
        Registered thread;
        Registered all;
        synchronized (this) {
            thread = threads.get(change.row().serial());
            all = whole;
        }
        // Outside the lock: a listener runs here and may do as it likes.
        if (thread != null) {
            thread.mbean().announce(change, thread.name());
        }
        if (all != null) {
            all.mbean().announce(change, all.name());
        }
    }

    private void registerRow(MBeanServer server, Row row) {
        String name = "dev.pollwatch:type=PollThread,name=" + ObjectName.quote(row.name()) + ",loop="
                + ObjectName.quote(row.loop());
        PollThread bean = new PollThread(() -> index.find(row.serial(), row), tasks);
        Registered thread = register(server, name, bean, BeanKind.POLL_THREAD);
        if (thread != null) {
            threads.put(row.serial(), thread);
        }
    }

    private <T> @Nullable Registered register(MBeanServer server, String name, T bean, BeanKind<T> kind) {
        try {
            WordedMBean mbean = new WordedMBean(bean, kind);
            return new Registered(
                    server.registerMBean(mbean, new ObjectName(name)).getObjectName(), mbean);
        } catch (InstanceAlreadyExistsException e) {
            warnOnce("there is one of that name already, perhaps of another Pollwatch", name);
        } catch (JMException | RuntimeException e) {
            warnOnce(e.toString(), name);
        }
        return null;
    }

    private void warnOnce(String reason, String name) {
        if (warned) {
            log.debug("MBean {} is not registered: {}", name, reason);
            return;
        }
        warned = true;
        log.warn("MBean {} is not registered: {}. The other views go on.", name, reason);
    }

    private void unregister(MBeanServer server, Registered bean) {
        try {
            server.unregisterMBean(bean.name());
        } catch (JMException | RuntimeException e) {
            // Somebody else may have taken it away, or the host's server is going down.
            log.debug("MBean {} could not be unregistered: {}", bean.name(), e.toString());
        }
    }
}
