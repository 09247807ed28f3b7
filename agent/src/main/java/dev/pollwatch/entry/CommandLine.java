package dev.pollwatch.entry;

/** {@code java -jar pollwatch-agent.jar}: says what the jar is and how it is used. */
public final class CommandLine {

    private static final int USAGE_ERROR = 2;

    private CommandLine() {}

    /**
     * Runs the command line.
     *
     * @param args the words behind the jar
     */
    public static void main(String[] args) {
        String command = args.length == 0 ? "--help" : args[0];
        if (command.equals("--version")) {
            System.out.println("Pollwatch " + version());
        } else if (command.equals("--help")) {
            System.out.println("Pollwatch " + version() + ": keeps watch over the poll loops of a JVM.\n"
                    + "\n"
                    + "  java -javaagent:pollwatch-agent.jar=loop=com.acme.Rx#pollLoop,interval=1s … your program\n"
                    + "  java -jar pollwatch-agent.jar --version | --help\n"
                    + "\n"
                    + "Then see http://127.0.0.1:9477/ or the MBean dev.pollwatch:type=Keepalive in JConsole.");
        } else {
            System.err.println("\"" + command + "\" is no command of this version; there are --version and --help");
            System.exit(USAGE_ERROR);
        }
    }

    private static String version() {
        String version = CommandLine.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
