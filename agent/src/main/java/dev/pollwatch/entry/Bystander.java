package dev.pollwatch.entry;

import java.io.File;
import java.io.IOException;

/**
 * JVMs in which the agent has no business: {@code JAVA_TOOL_OPTIONS} reaches every JVM that is started, the JDK's tools and the agent's
 * own command line too.
 */
final class Bystander {

    private Bystander() {}

    /** Whether this is {@code javac}, {@code jcmd} …: started as the main class of one of the JDK's own modules. */
    static boolean isJdkTool() {
        String module = System.getProperty("jdk.module.main");
        if (module == null || !(module.startsWith("jdk.") || module.startsWith("java."))) {
            return false;
        }
        // "java Program.java" goes by a class of the compiler's module, but what runs is a program of the user's.
        String command = System.getProperty("sun.java.command", "");
        return !command.contains("com.sun.tools.javac.launcher.");
    }

    /** Whether this is {@code java -jar} with the agent's own jar. */
    static boolean isOwnCommandLine(File jar) {
        String command = System.getProperty("sun.java.command", "");
        String first = command.split(" ", 2)[0];
        if (!first.endsWith(jar.getName())) {
            return false;
        }
        try {
            return new File(first).getCanonicalFile().equals(jar.getCanonicalFile());
        } catch (IOException cannotTell) {
            return false;
        }
    }
}
