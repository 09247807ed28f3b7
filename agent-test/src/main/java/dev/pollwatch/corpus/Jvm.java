package dev.pollwatch.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A JDK to run on.
 *
 * @param feature its feature version
 * @param home where it is
 */
record Jvm(int feature, Path home) {

    /**
     * Looks where {@link Jdks} are.
     *
     * @throws IllegalStateException where there is none of that version
     */
    static Jvm of(int feature) throws IOException {
        Path home = Jdks.with("java").get(feature);
        if (home != null) {
            return new Jvm(feature, home);
        }
        throw new IllegalStateException(
                "no JDK " + feature + " found; say where it is by an environment variable JAVA_HOME_" + feature);
    }

    String java() {
        return home.resolve("bin").resolve("java").toString();
    }

    /**
     * Runs a command to its end, without what would reach into a JVM from this process's environment.
     *
     * @param command the program and its arguments
     * @param output takes its standard output and standard error
     * @return its exit code
     */
    static int run(List<String> command, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("POLLWATCH_")
                        || name.equals("JAVA_TOOL_OPTIONS")
                        || name.equals("JDK_JAVA_OPTIONS")
                        || name.equals("_JAVA_OPTIONS"));
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        Thread end = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(end);
        try {
            int exit = process.waitFor();
            Runtime.getRuntime().removeShutdownHook(end);
            return exit;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
