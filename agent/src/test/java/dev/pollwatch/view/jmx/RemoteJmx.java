package dev.pollwatch.view.jmx;

import dev.pollwatch.keepalive.RuleStatus;
import dev.pollwatch.view.FakeKeepalive;
import dev.pollwatch.view.RecordingLogger;
import dev.pollwatch.view.Rows;
import java.util.List;
import javax.management.MBeanServer;
import javax.management.MBeanServerConnection;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A view on a real MBean server, read through a real remote connector. */
abstract class RemoteJmx {

    final FakeKeepalive keepalive = new FakeKeepalive();
    final RecordingLogger log = new RecordingLogger();
    final MBeanServer server = MBeanServerFactory.newMBeanServer();
    final List<RuleStatus> rules = List.of(
            new RuleStatus("com.acme.Rx#poll", "loop", "agent argument", List.of("com.acme.Rx#poll"), 2, List.of()),
            new RuleStatus("com.acme.Typo#poll", "loop", "agent argument", List.of(), 0, List.of()));
    final JmxView view =
            new JmxView(keepalive, Rows.TASKS, "1.0.0", () -> "http://127.0.0.1:9477/", () -> rules, () -> 7, log);
    private JMXConnectorServer connectors;
    private JMXConnector connector;
    MBeanServerConnection remote;
    ObjectName whole;

    @BeforeEach
    void connect() throws Exception {
        whole = new ObjectName("dev.pollwatch:type=Keepalive");
        connectors = JMXConnectorServerFactory.newJMXConnectorServer(new JMXServiceURL("rmi", null, 0), null, server);
        connectors.start();
        connector = JMXConnectorFactory.connect(connectors.getAddress());
        remote = connector.getMBeanServerConnection();
        keepalive.addListener(view);
    }

    @AfterEach
    void disconnect() throws Exception {
        connector.close();
        connectors.stop();
    }

    static ObjectName thread(String name) throws Exception {
        return new ObjectName("dev.pollwatch:type=PollThread,name=" + ObjectName.quote(name) + ",loop="
                + ObjectName.quote(Rows.LOOP));
    }
}
