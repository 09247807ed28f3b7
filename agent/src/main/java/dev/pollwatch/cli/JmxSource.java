package dev.pollwatch.cli;

import dev.pollwatch.view.Whole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jspecify.annotations.Nullable;

/**
 * Asks the agent's MBean through the local connector of its JVM. That the JVM opens for it a port of its own, so it is for agents without an HTTP
 * endpoint, and for what cannot be done over HTTP.
 */
final class JmxSource implements StatusSource {

    private static final String[] ATTRIBUTES = {
        "Version",
        "StartTime",
        "IntervalMillis",
        "DeadAfterMillis",
        "Paused",
        "LastCheckAgeMillis",
        "HostPauseCount",
        "HostPauseMillis",
        "OverflowCount",
        "HttpAddress",
        "UnmatchedRules",
        "Rules",
        "Threads",
    };
    /** As over HTTP; the bean has the DEAD ones first. */
    private static final Comparator<Fields> BY_NAME =
            Comparator.comparing((Fields row) -> row.textOrEmpty("name")).thenComparing(row -> row.textOrEmpty("loop"));

    private static final int TRIES = 8;
    private static final long BETWEEN_TRIES_MILLIS = 250;

    private final long pid;
    private final JMXConnector connector;
    private final MBeanServerConnection server;
    private final ObjectName keepalive;

    private JmxSource(long pid, JMXConnector connector) throws IOException {
        this.pid = pid;
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
        try {
            this.keepalive = new ObjectName("dev.pollwatch:type=Keepalive");
        } catch (MalformedObjectNameException cannotBe) {
            throw new IllegalStateException(cannotBe);
        }
    }

    static JmxSource to(long pid) throws UnreachableException {
        String address = Attachment.connectorAddress(pid);
        try {
            return new JmxSource(pid, JMXConnectorFactory.connect(new JMXServiceURL(address)));
        } catch (IOException failed) {
            throw new UnreachableException("The JVM " + pid + " lets nobody in over JMX (" + failed.getMessage()
                    + "); give its agent an HTTP endpoint (http=0), or see what its standard error says");
        } catch (NoClassDefFoundError cutDown) {
            throw new UnreachableException("This Java runtime lacks what JMX needs (" + cutDown.getMessage()
                    + "); run the command with the java of a JDK");
        }
    }

    @Override
    public HostStatus read(boolean brief) throws UnreachableException {
        Map<String, @Nullable Object> values = values();
        try {
            Fields bean = Fields.of(values);
            long startTime = bean.number("StartTime");
            Whole whole = new Whole(
                    bean.text("Version"),
                    pid,
                    startTime,
                    Math.max(0, System.currentTimeMillis() - startTime),
                    bean.number("IntervalMillis"),
                    bean.number("DeadAfterMillis"),
                    bean.flag("Paused"),
                    bean.number("LastCheckAgeMillis"),
                    bean.number("HostPauseCount"),
                    bean.number("HostPauseMillis"),
                    bean.number("OverflowCount"),
                    unmatched(bean));
            List<Fields> threads = Fields.listOf(bean.raw("Threads"));
            threads.sort(BY_NAME);
            return HostStatus.of(whole, bean.text("HttpAddress"), threads);
        } catch (Fields.MissingException older) {
            throw new UnreachableException(
                    "The agent in " + pid + " is of another version than this command, and has no " + older.getMessage()
                            + "; use the command of the jar that it came from");
        }
    }

    /**
     * Takes note of a row that is DEAD because its loop was left.
     *
     * @param row its key
     * @throws IllegalArgumentException when there is no such row, or it is not so; the message says which
     * @throws UnreachableException when the host cannot be reached
     */
    void acknowledge(String row) throws UnreachableException {
        try {
            server.invoke(keepalive, "acknowledge", new Object[] {row}, new String[] {String.class.getName()});
        } catch (RuntimeMBeanException refused) {
            throw new IllegalArgumentException(
                    String.valueOf(refused.getTargetException().getMessage()));
        } catch (JMException | IOException failed) {
            throw silent(failed);
        }
    }

    @Override
    public String end() {
        return "";
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException goneAlready) {
            // And with the JVM the connection.
        }
    }

    /** The bean may be a moment late: it is registered once a poll thread runs or the host has made its server. */
    private Map<String, @Nullable Object> values() throws UnreachableException {
        for (int i = 0; i < TRIES; i++) {
            try {
                Map<String, @Nullable Object> values = new LinkedHashMap<>();
                for (Attribute attribute :
                        server.getAttributes(keepalive, ATTRIBUTES).asList()) {
                    values.put(attribute.getName(), plain(attribute.getValue()));
                }
                return values;
            } catch (InstanceNotFoundException notYet) {
                pause();
            } catch (JMException | IOException failed) {
                throw silent(failed);
            }
        }
        throw new UnreachableException(
                "The agent in " + pid + " has no MBeans (jmx=off), and no HTTP endpoint that is open"
                        + " to the command (http=off, or guarded), so its log tells how it is; if it is guarded, give the"
                        + " address that the log names, with the user: https://user@host:9477/");
    }

    private SilentException silent(Exception failure) {
        return new SilentException(
                "The JVM " + pid + " does not answer over JMX (" + failure + "); see whether it still runs", false);
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_TRIES_MILLIS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** As over HTTP: with the option that each came by. */
    private static List<String> unmatched(Fields bean) throws Fields.MissingException {
        List<String> names = bean.texts("UnmatchedRules");
        List<String> unmatched = new ArrayList<>();
        for (Fields rule : Fields.listOf(bean.raw("Rules"))) {
            if (names.contains(rule.text("rule"))
                    && rule.texts("woven").isEmpty()
                    && rule.texts("leftAlone").isEmpty()) {
                unmatched.add(rule.text("kind") + "=" + rule.text("rule"));
            }
        }
        return unmatched;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof CompositeData data) {
            Map<String, @Nullable Object> values = new LinkedHashMap<>();
            for (String key : data.getCompositeType().keySet()) {
                values.put(key, plain(data.get(key)));
            }
            return values;
        }
        if (value instanceof Object[] array) {
            List<@Nullable Object> list = new ArrayList<>();
            Arrays.stream(array).forEach(item -> list.add(plain(item)));
            return list;
        }
        return value;
    }
}
