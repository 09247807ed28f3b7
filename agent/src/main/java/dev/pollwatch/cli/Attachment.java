package dev.pollwatch.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * One attach through the JDK's Attach API. The one class that needs the module {@code jdk.attach}, so that a runtime without it still gives
 * help. What the agent did it answers in the JVM's agent properties: see {@code start.Published}.
 */
final class Attachment {

    /** What came of it: whether the agent took the options, and its answer. */
    record Result(boolean done, List<String> lines) {}

    private static final int OLDEST_JAVA = 17;

    /** An argument longer than this gets no answer from JVMs before JDK 24. */
    private static final int LONGEST_ARGUMENT = 1023;

    private static final long ADDRESS_WITHIN_NANOS = 10_000_000_000L;
    private static final long ASK_EVERY_MILLIS = 50;

    private final VirtualMachine machine;
    private final long pid;

    private Attachment(VirtualMachine machine, long pid) {
        this.machine = machine;
        this.pid = pid;
    }

    static Result attach(long pid, File jar, String arguments) throws UnreachableException {
        VirtualMachine machine = connect(pid);
        try {
            return new Attachment(machine, pid).load(jar, arguments);
        } catch (IOException failed) {
            throw new UnreachableException("The JVM " + pid + " has ended, or answers no more (" + failed.getMessage()
                    + "); see whether it still runs, and what its standard error says");
        } finally {
            detach(machine);
        }
    }

    /**
     * Reads what the agent in a JVM tells those who attach. Loads nothing and opens nothing there.
     *
     * @param pid the JVM
     * @return what it tells; of an agent that has only just begun, when it has said all or some seconds have passed
     * @throws UnreachableException with cause and remedy
     */
    static AgentNotice notice(long pid) throws UnreachableException {
        return Patience.within(pid, () -> {
            VirtualMachine machine = connect(pid);
            try {
                Attachment attached = new Attachment(machine, pid);
                String version = attached.agentProperty("version");
                String address = version.isEmpty() ? "" : attached.addressWord();
                return new AgentNotice(
                        version, address, !attached.agentProperty("guarded").isEmpty());
            } finally {
                detach(machine);
            }
        });
    }

    /** Where the JVM's own JMX connector for this machine is; has the JVM open it where it is not open yet. */
    static String connectorAddress(long pid) throws UnreachableException {
        return Patience.within(pid, () -> {
            VirtualMachine machine = connect(pid);
            try {
                return machine.startLocalManagementAgent();
            } finally {
                detach(machine);
            }
        });
    }

    private static VirtualMachine connect(long pid) throws UnreachableException {
        try {
            return VirtualMachine.attach(Long.toString(pid));
        } catch (AttachNotSupportedException | IOException failed) {
            throw new UnreachableException(
                    "The JVM " + pid + " does not answer (" + failed.getMessage()
                            + "); see whether it hangs, or is short of file descriptors or of room in its temporary folder, and try again");
        }
    }

    /** The main class or jar of each JVM that the JDK knows of here, by pid. */
    static Map<Long, String> programs() {
        Map<Long, String> programs = new TreeMap<>();
        for (VirtualMachineDescriptor running : VirtualMachine.list()) {
            // The arguments are left out: they may hold what is not for everybody's eyes.
            String program = running.displayName().split(" ", 2)[0];
            try {
                programs.put(Long.parseLong(running.id()), program);
            } catch (NumberFormatException noPid) {
                // Another provider's; it has no place in a list of processes.
            }
        }
        return programs;
    }

    /** Whether the JDK knows it for a JVM, on systems without {@code /proc}. */
    static void checkThatItIsListed(long pid) throws UnreachableException {
        for (VirtualMachineDescriptor running : VirtualMachine.list()) {
            if (running.id().equals(Long.toString(pid))) {
                return;
            }
        }
        throw new UnreachableException(
                "There is no JVM " + pid + " of this user; the command 'list' shows those that run");
    }

    private Result load(File jar, String arguments) throws IOException, UnreachableException {
        checkThatItIsYoungEnough();
        String before = agentProperty("answers");
        boolean done = true;
        try {
            machine.loadAgent(jar.getAbsolutePath(), arguments);
        } catch (AgentLoadException refused) {
            throw new UnreachableException(whyRefused(refused));
        } catch (AgentInitializationException failed) {
            done = false;
        } catch (IOException closed) {
            throw tooLong(jar, arguments) ? tooLongFor(jar, arguments) : closed;
        }
        if (agentProperty("answers").equals(before)) {
            throw new UnreachableException(
                    "The agent was loaded into " + pid + " but does nothing there; its one line on that JVM's"
                            + " standard error says why (in the JDK's own tools there is none)");
        }
        List<String> lines = new ArrayList<>(agentProperty("answer").lines().toList());
        if (done) {
            lines.add(address());
        }
        return new Result(done, lines);
    }

    private void checkThatItIsYoungEnough() throws IOException, UnreachableException {
        String version = machine.getSystemProperties().getProperty("java.specification.version", "");
        try {
            if (!version.startsWith("1.") && Integer.parseInt(version) >= OLDEST_JAVA) {
                return;
            }
        } catch (NumberFormatException unheardOf) {
            // Said below, with the version as it is.
        }
        throw new UnreachableException("The JVM " + pid + " is Java " + version + ", and Pollwatch needs Java "
                + OLDEST_JAVA + " or newer; run that program on a newer one");
    }

    private String whyRefused(AgentLoadException refused) {
        String message = String.valueOf(refused.getMessage());
        if (message.contains("ynamic agent loading is not enabled")) {
            return "The JVM " + pid
                    + " lets no agent be loaded while it runs (-XX:-EnableDynamicAgentLoading); start it with"
                    + " -XX:+EnableDynamicAgentLoading, or with -javaagent";
        }
        return "The JVM " + pid + " does not load the agent (" + message
                + "); see that it can read the jar at this path, and what its standard error says";
    }

    private static boolean tooLong(File jar, String arguments) {
        return length(jar, arguments) > LONGEST_ARGUMENT;
    }

    private static int length(File jar, String arguments) {
        return (jar.getAbsolutePath() + "=" + arguments).getBytes(StandardCharsets.UTF_8).length;
    }

    private static IOException tooLongFor(File jar, String arguments) throws UnreachableException {
        throw new UnreachableException(
                "The options are too long for an attach: with the jar's path " + length(jar, arguments) + " bytes of "
                        + LONGEST_ARGUMENT + "; put them into a YAML file and give config=FILE");
    }

    private String address() throws IOException {
        String address = addressWord();
        return switch (address) {
            case "" -> "no HTTP endpoint has been opened yet";
            case "later" -> "the HTTP endpoint opens once there is something to see";
            case "off" -> "no HTTP endpoint";
            default -> "status at " + address;
        };
    }

    /** The endpoint opens a moment after the agent is in. */
    private String addressWord() throws IOException {
        long begun = System.nanoTime();
        String address = agentProperty("http");
        while (address.isEmpty() && System.nanoTime() - begun < ADDRESS_WITHIN_NANOS) {
            try {
                Thread.sleep(ASK_EVERY_MILLIS);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                break;
            }
            address = agentProperty("http");
        }
        return address;
    }

    private String agentProperty(String name) throws IOException {
        Properties published = machine.getAgentProperties();
        return published.getProperty("dev.pollwatch." + name, "");
    }

    private static void detach(VirtualMachine machine) {
        try {
            machine.detach();
        } catch (IOException goneAlready) {
            // The JVM has ended; what there was to say of that is said.
        }
    }
}
