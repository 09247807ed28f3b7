import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * Prints Pollwatch's health table of a process, with the stacks of its dead threads, over local JMX with nothing but the JDK: {@code java HealthTable.java PID}.
 *
 * <p>With a second argument {@code -} it stays connected and prints one for each line of standard input, a line with a
 * single dot behind each: so a script has the table at once, however busy the machine is.
 *
 * <p>Exits with 2 when it is called wrongly and with 3 when the process cannot be asked or has no Pollwatch in it.
 */
public final class HealthTable {
    private static final String BEAN = "dev.pollwatch:type=Keepalive";
    private static final int EXIT_USAGE = 2;
    private static final int EXIT_UNKNOWN = 3;

    private HealthTable() {}

    /** Takes the process id, and {@code -} to print on demand. */
    public static void main(String[] arguments) {
        boolean onDemand = arguments.length == 2 && arguments[1].equals("-");
        if (!onDemand && arguments.length != 1) {
            System.err.println("usage: java HealthTable.java PID [-]");
            System.exit(EXIT_USAGE);
        }
        String pid = arguments[0];
        try (JMXConnector connector = connect(pid)) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            if (onDemand) {
                serve(server);
            } else {
                print(server);
            }
        } catch (InstanceNotFoundException e) {
            fail("process " + pid + " has no MBean " + BEAN + ": was it started with -javaagent:pollwatch-agent.jar,"
                    + " and did a poll loop begin in it?");
        } catch (AttachNotSupportedException | IOException | JMException e) {
            fail("process " + pid + " cannot be asked: " + e.getMessage());
        }
    }

    private static void fail(String sentence) {
        System.err.println("HealthTable: " + sentence);
        System.exit(EXIT_UNKNOWN);
    }

    private static JMXConnector connect(String pid) throws AttachNotSupportedException, IOException {
        VirtualMachine machine = VirtualMachine.attach(pid);
        try {
            return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
        } finally {
            machine.detach();
        }
    }

    private static void serve(MBeanServerConnection server) throws IOException, JMException {
        BufferedReader requests = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (requests.readLine() != null) {
            print(server);
            System.out.println(".");
            System.out.flush();
        }
    }

    private static void print(MBeanServerConnection server) throws IOException, JMException {
        System.out.println(((String) server.invoke(new ObjectName(BEAN), "healthReport", null, null)).stripTrailing());
    }
}
