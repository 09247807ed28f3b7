package dev.pollwatch.frameworks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The frameworks' class paths, as Maven resolves them: a project is written for each framework, and one Maven run has them all. Kept for
 * the next time.
 */
final class ClassPaths {

    private static final String PLUGIN = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath";
    private static final String OUTPUT = "classpath.txt";
    private static final String PROJECT = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example.hello</groupId>
              <artifactId>%s</artifactId>
              <version>1</version>
              <packaging>pom</packaging>
              %s
            </project>
            """;
    private static final int PATIENCE_MINUTES = 15;

    private final Path folder;

    ClassPaths(Path folder) {
        this.folder = folder;
    }

    /** Resolves what is not there yet. */
    void resolve(List<Framework> frameworks) throws IOException, InterruptedException {
        List<Framework> missing = new ArrayList<>();
        for (Framework framework : frameworks) {
            if (write(folderOf(framework).resolve("pom.xml"), project(framework)) || !isResolved(framework)) {
                missing.add(framework);
            }
        }
        if (!missing.isEmpty()) {
            runMaven(missing);
        }
    }

    /** The jars of a framework that was resolved. */
    List<Path> of(Framework framework) throws IOException {
        String line = Files.readString(folderOf(framework).resolve(OUTPUT)).trim();
        return Stream.of(line.split(File.pathSeparator)).map(Path::of).toList();
    }

    /** Where what belongs to a framework is kept. */
    Path folderOf(Framework framework) throws IOException {
        return Files.createDirectories(folder.resolve(framework.slug()));
    }

    private boolean isResolved(Framework framework) throws IOException {
        return Files.exists(folderOf(framework).resolve(OUTPUT))
                && of(framework).stream().allMatch(Files::exists);
    }

    private void runMaven(List<Framework> missing) throws IOException, InterruptedException {
        String modules = missing.stream()
                .map(framework -> "<module>" + framework.slug() + "</module>")
                .collect(Collectors.joining("", "<modules>", "</modules>"));
        write(folder.resolve("pom.xml"), PROJECT.formatted("frameworks", modules));
        Path log = folder.resolve("maven.log");
        Process maven = new ProcessBuilder(
                        System.getProperty("pollwatch-test.maven", "mvn"),
                        "-B",
                        "-e",
                        PLUGIN,
                        "-Dmdep.outputFile=" + OUTPUT)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!maven.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            maven.destroyForcibly();
        }
        if (maven.waitFor() != 0) {
            throw new IOException("Maven could not resolve the frameworks; its output is in " + log);
        }
    }

    private static String project(Framework framework) {
        return PROJECT.formatted(
                framework.slug(),
                framework.artifacts().stream()
                        .map(ClassPaths::dependency)
                        .collect(Collectors.joining("", "<dependencies>", "</dependencies>")));
    }

    private static String dependency(String artifact) {
        String[] parts = artifact.split(":");
        String classifier = parts.length > 3 ? "<classifier>" + parts[3] + "</classifier>" : "";
        return "<dependency><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1] + "</artifactId><version>"
                + parts[2] + "</version>" + classifier + "</dependency>";
    }

    /** Returns whether that changed the file. */
    private static boolean write(Path file, String text) throws IOException {
        if (Files.exists(file) && Files.readString(file).equals(text)) {
            return false;
        }
        Files.writeString(file, text);
        return true;
    }
}
