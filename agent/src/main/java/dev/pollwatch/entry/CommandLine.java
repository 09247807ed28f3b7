package dev.pollwatch.entry;

import java.io.File;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;

/** {@code java -jar pollwatch-agent.jar}: hands over to the command line, which the isolating loader loads as it loads the agent. */
public final class CommandLine {

    private static final String MAIN_CLASS = "dev.pollwatch.cli.Main";

    private static final int UNREACHABLE = 3;

    private CommandLine() {}

    /**
     * Runs the command line.
     *
     * @param args the words behind the jar
     */
    public static void main(String[] args) {
        PrintWriter out = writer(System.out);
        PrintWriter err = writer(System.err);
        int code = run(args, out, err);
        out.flush();
        err.flush();
        System.exit(code);
    }

    private static int run(String[] args, PrintWriter out, PrintWriter err) {
        String tooOld = JavaVersion.tooOldForCommands(System.getProperty("java.specification.version"));
        if (tooOld != null) {
            err.println(tooOld);
            return UNREACHABLE;
        }
        try {
            File jar = AgentJar.file();
            InstClassLoader inst = new InstClassLoader(jar);
            Thread.currentThread().setContextClassLoader(inst);
            return (Integer) Class.forName(MAIN_CLASS, true, inst)
                    .getMethod("run", String[].class, String.class, File.class, PrintWriter.class, PrintWriter.class)
                    .invoke(null, args, version(), jar, out, err);
        } catch (InvocationTargetException failed) {
            err.println("The command failed, which is a mistake of Pollwatch's: " + failed.getCause());
        } catch (Exception failed) {
            err.println("The command cannot be run; is the jar whole? " + failed);
        }
        return UNREACHABLE;
    }

    /** In the terminal's own encoding. */
    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true);
    }

    private static String version() {
        String version = CommandLine.class.getPackage().getImplementationVersion();
        return version == null ? "(unpackaged)" : version;
    }
}
