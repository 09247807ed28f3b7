package dev.pollwatch.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** Compiles sources by the JDK that runs the tests, for Java 17, and packs them up. */
public final class ModularJar {

    private final Path folder;
    private final List<String> files = new ArrayList<>();

    /**
     * Begins with nothing.
     *
     * @param folder where to work
     */
    public ModularJar(Path folder) {
        this.folder = folder;
    }

    /**
     * Adds a source.
     *
     * @param name the class, or {@code module-info}
     * @param text the source
     * @return this
     */
    public ModularJar source(String name, String text) {
        try {
            Path file = folder.resolve("src").resolve(name.replace('.', '/') + ".java");
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, text).toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /**
     * Makes the jar.
     *
     * @param name its file name
     * @return its path
     */
    public Path build(String name) {
        Path classes = folder.resolve("classes");
        Path jar = folder.resolve(name);
        List<String> args = new ArrayList<>(List.of("--release", "17", "-d", classes.toString()));
        args.addAll(files);
        run("javac", args);
        run("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), "."));
        return jar;
    }

    private static void run(String tool, List<String> args) {
        int exitCode =
                ToolProvider.findFirst(tool).orElseThrow().run(System.out, System.err, args.toArray(String[]::new));
        if (exitCode != 0) {
            throw new IllegalStateException(tool + " " + args + " failed with " + exitCode);
        }
    }
}
