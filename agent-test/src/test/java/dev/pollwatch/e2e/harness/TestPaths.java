package dev.pollwatch.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the build put what the tests need. */
public final class TestPaths {

    private TestPaths() {}

    /**
     * The packaged agent.
     *
     * @return its path
     */
    public static Path agentJar() {
        return required("pollwatch-test.agent");
    }

    /**
     * The project's version, which the agent must carry.
     *
     * @return the version
     */
    public static String version() {
        return System.getProperty("pollwatch-test.version");
    }

    /**
     * The compiled host programs.
     *
     * @return a class path entry
     */
    public static Path hosts() {
        return required("pollwatch-test.hosts");
    }

    /**
     * The same as a jar.
     *
     * @return a class path entry
     */
    public static Path hostsJar() {
        Path jar = hosts().resolveSibling("pollwatch-agent-test-" + version() + ".jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is not there: run the tests by 'mvn verify'");
        }
        return jar;
    }

    /**
     * The libraries that some hosts bring.
     *
     * @return the jars
     */
    public static List<Path> hostLibraries() {
        return jarsIn(required("pollwatch-test.host-libraries"));
    }

    /**
     * A small part of the corpus of libraries.
     *
     * @return the jars
     */
    public static List<Path> smallCorpus() {
        return jarsIn(required("pollwatch-test.small-corpus"));
    }

    /**
     * The module of the workloads, built.
     *
     * @return its folder
     */
    public static Path workloads() {
        return required("pollwatch-test.workloads");
    }

    /**
     * The libraries of the workloads.
     *
     * @return the jars
     */
    public static List<Path> workloadLibraries() {
        return jarsIn(workloads().resolve("target/libraries"));
    }

    /**
     * One of the examples, as a user has it.
     *
     * @param name its folder in {@code examples}
     * @return the folder
     */
    public static Path example(String name) {
        return required("pollwatch-test.examples").resolve(name);
    }

    /**
     * A folder for what tests write and whoever looks into a failure wants to read.
     *
     * @return its path; it may not be there yet
     */
    public static Path scratch() {
        return Path.of(System.getProperty("pollwatch-test.scratch")).normalize();
    }

    /**
     * A container with class loaders of its own, or what else the tests of class loaders need.
     *
     * @param name such as {@code felix}
     * @return its jars
     */
    public static List<Path> loaderLibraries(String name) {
        return jarsIn(required("pollwatch-test.loader-libraries").resolve(name));
    }

    /**
     * A folder for a host to work in, which the next clean build takes away.
     *
     * @param name the beginning of its name
     * @return its path
     */
    public static Path newFolder(String name) {
        try {
            return Files.createTempDirectory(hosts().resolveSibling("").normalize(), name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> jarsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path required(String property) {
        Path path = Path.of(System.getProperty(property)).normalize();
        if (!Files.exists(path)) {
            throw new IllegalStateException(path + " is not there: run the tests by 'mvn verify'");
        }
        return path;
    }
}
