package dev.pollwatch.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A JDK to run on.
 *
 * @param feature its feature version
 * @param home where it is
 */
record Jvm(int feature, Path home) {

    /**
     * Looks where JDKs are: the one that runs this, {@code JAVA_HOME…} in the environment, {@code /usr/lib/jvm}.
     *
     * @throws IllegalStateException where there is none of that version
     */
    static Jvm of(int feature) throws IOException {
        List<Path> candidates = new ArrayList<>();
        candidates.add(Path.of(System.getProperty("java.home")));
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("JAVA_HOME") && !value.isEmpty()) {
                candidates.add(Path.of(value));
            }
        });
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> homes = Files.list(installed)) {
                homes.sorted().forEach(candidates::add);
            }
        }
        for (Path home : candidates) {
            if (featureOf(home).filter(found -> found == feature).isPresent()) {
                return new Jvm(feature, home);
            }
        }
        throw new IllegalStateException(
                "no JDK " + feature + " found; say where it is by an environment variable JAVA_HOME_" + feature);
    }

    private static Optional<Integer> featureOf(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)
                || !Files.isExecutable(home.resolve("bin").resolve("java"))) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(release)) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("[^0-9]*([0-9]+).*", "$1"))
                    .map(Integer::valueOf)
                    .findFirst();
        }
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
