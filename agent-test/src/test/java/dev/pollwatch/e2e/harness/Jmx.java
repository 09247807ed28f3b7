package dev.pollwatch.e2e.harness;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.Attribute;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A host's MBeans, read from this process through the local connector of its JVM. */
public final class Jmx implements AutoCloseable {

    /** The agent's own bean. */
    public static final String KEEPALIVE = "dev.pollwatch:type=Keepalive";

    private final JMXConnector connector;
    private final MBeanServerConnection server;

    private Jmx(JMXConnector connector) throws IOException {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
    }

    /**
     * Connects to a host, once its {@code main} runs: earlier the JVM is not ready to be attached to.
     *
     * @param process the host
     * @return the connection
     */
    public static Jmx of(HostProcess process) {
        process.awaitReady();
        return ofRunning(process);
    }

    /**
     * The attributes of a bean.
     *
     * @param bean its name
     * @return the type of each, such as {@code long}, {@code java.lang.String} or {@code [Ljava.lang.String;}
     */
    public Map<String, String> attributes(String bean) {
        try {
            Map<String, String> types = new TreeMap<>();
            for (MBeanAttributeInfo attribute :
                    server.getMBeanInfo(new ObjectName(bean)).getAttributes()) {
                types.put(attribute.getName(), attribute.getType());
            }
            return types;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What the agent tells those who attach.
     *
     * @param process the host
     * @return the JVM's agent properties
     */
    public static Properties agentProperties(HostProcess process) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try {
                return machine.getAgentProperties();
            } finally {
                machine.detach();
            }
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Connects to any program whose {@code main} is known to run.
     *
     * @param process the host
     * @return the connection
     */
    public static Jmx ofRunning(HostProcess process) {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
            try {
                return new Jmx(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
            } finally {
                machine.detach();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (AttachNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The bean of a row.
     *
     * @param thread its thread
     * @param loop its loop
     * @return the bean's name
     */
    public static String row(String thread, String loop) {
        return "dev.pollwatch:type=PollThread,name=" + ObjectName.quote(thread) + ",loop=" + ObjectName.quote(loop);
    }

    /**
     * Reads an attribute.
     *
     * @param bean the bean
     * @param attribute the attribute
     * @return its value, {@code null} when there is no such bean
     */
    public Object get(String bean, String attribute) {
        try {
            return server.getAttribute(new ObjectName(bean), attribute);
        } catch (InstanceNotFoundException e) {
            return null;
        } catch (JMException | IOException e) {
            throw new IllegalStateException(bean + " " + attribute, e);
        }
    }

    /**
     * Writes an attribute.
     *
     * @param bean the bean
     * @param attribute the attribute
     * @param value its new value
     */
    public void set(String bean, String attribute, Object value) {
        try {
            server.setAttribute(new ObjectName(bean), new Attribute(attribute, value));
        } catch (JMException | IOException e) {
            throw new IllegalStateException(bean + " " + attribute, e);
        }
    }

    /**
     * What a bean tells consoles of itself.
     *
     * @param bean the bean
     * @return its attributes, operations and notifications
     */
    public MBeanInfo info(String bean) {
        try {
            return server.getMBeanInfo(new ObjectName(bean));
        } catch (JMException | IOException e) {
            throw new IllegalStateException(bean, e);
        }
    }

    /**
     * Calls an operation with texts as its parameters.
     *
     * @param bean the bean
     * @param operation the operation
     * @param args its arguments
     * @return what it returns
     * @throws JMException when it throws
     */
    public Object invoke(String bean, String operation, String... args) throws JMException {
        String[] signature = new String[args.length];
        Arrays.fill(signature, String.class.getName());
        try {
            return server.invoke(new ObjectName(bean), operation, args, signature);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The beans there are.
     *
     * @param pattern a pattern of names
     * @return their names
     */
    public Set<String> names(String pattern) {
        try {
            Set<String> names = new TreeSet<>();
            server.queryNames(new ObjectName(pattern), null).forEach(name -> names.add(name.toString()));
            return names;
        } catch (JMException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * The names of the host's live threads.
     *
     * @return the names, one for each thread
     */
    public List<String> threadNames() {
        try {
            ThreadMXBean threads = ManagementFactory.getPlatformMXBean(server, ThreadMXBean.class);
            return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                    .filter(Objects::nonNull)
                    .map(ThreadInfo::getThreadName)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Listens to a bean from now on.
     *
     * @param bean the bean
     * @return the notifications as they come in
     */
    public List<Notification> listenTo(String bean) {
        List<Notification> heard = new CopyOnWriteArrayList<>();
        try {
            server.addNotificationListener(
                    new ObjectName(bean), (notification, handback) -> heard.add(notification), null, null);
        } catch (JMException | IOException e) {
            throw new IllegalStateException(bean, e);
        }
        return heard;
    }

    /**
     * What {@code jcmd GC.class_histogram} prints.
     *
     * @return the histogram of live objects
     */
    public String classHistogram() {
        try {
            return (String) server.invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "gcClassHistogram",
                    new Object[] {new String[0]},
                    new String[] {String[].class.getName()});
        } catch (JMException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // The host may be gone already, and then so is the connection.
            return;
        }
    }
}
