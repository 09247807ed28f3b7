package dev.pollwatch.corpus;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.MethodNode;

/** Links jars in JVMs of their own: once as they are, once with every method that has a loop woven by the packaged agent. */
final class Weaving {

    /** As though a rule named each method. */
    static final String EVERYTHING = "loop=**#*,http=off,log-level=debug";

    /**
     * All kinds of rules at once, each for what its pattern happens to meet, so that many methods are named by several. {@code end} is
     * seldom of any use, and {@code exclude} weaves nothing.
     */
    static final String MIXED =
            "loop=**#*e*,progress=**#*,call=**#*a*,sleep=**#*s*,end=**#*c*e*,http=off,log-level=error";

    private final Path agent;
    private final Path work;

    /**
     * Prepares.
     *
     * @param agent the packaged agent
     * @param work a folder for what the runs write
     */
    Weaving(Path agent, Path work) throws IOException {
        this.agent = agent;
        this.work = Files.createDirectories(work);
    }

    /**
     * Links all classes of some jars.
     *
     * @param jvm on which JDK
     * @param files the jars to link
     * @param others jars that those need classes of
     * @param name names the files that the run writes
     * @param options the agent's options, {@code null} for a run without it
     * @return what came out
     */
    Trial link(Jvm jvm, List<Path> files, List<Path> others, String name, String options) throws IOException {
        String run = jvm.feature() + "-" + name;
        Path found = work.resolve(run + ".txt");
        Path verification = work.resolve(run + "-verification.log");
        Path log = work.resolve(run + "-agent.log");
        Files.deleteIfExists(log);
        List<String> lines = new ArrayList<>();
        files.forEach(file -> lines.add("true\t" + file));
        others.forEach(file -> lines.add("false\t" + file));
        Path jars = Files.write(work.resolve(run + "-jars.txt"), lines);

        List<String> command = new ArrayList<>(List.of(jvm.java(), "-Xmx4g"));
        command.add("-Xlog:class+init=info:file=" + verification + ":none:filecount=0");
        if (options != null) {
            command.add("-javaagent:" + agent + "=" + options + ",log-file=" + log);
            command.add("-javaagent:" + probeJar());
        }
        // Where the JDK's own classes are, nothing is woven: not the program that does the linking, nor the library
        // that it reads by.
        command.add("-Xbootclasspath/a:" + own());
        command.add(Link.class.getName());
        command.addAll(List.of(found.toString(), jars.toString()));
        Path output = work.resolve(run + ".out");
        int exit = Jvm.run(command, output);
        if (exit != 0) {
            throw new IllegalStateException(
                    "linking on JDK " + jvm.feature() + " ended with exit code " + exit + "; see " + output);
        }
        return Trial.read(found, verification, log);
    }

    /** Where the classes that {@link Link} needs are, and nothing else. */
    private static String own() {
        return Stream.of(Link.class, ClassReader.class, MethodNode.class)
                .map(needed -> needed.getProtectionDomain().getCodeSource().getLocation())
                .map(location -> Path.of(URI.create(location.toString())).toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Only a manifest: the probe's classes are on the class path. */
    private Path probeJar() throws IOException {
        Path jar = work.resolve("probe.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", Probe.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream written = new JarOutputStream(out, manifest)) {
            written.flush();
        }
        return jar;
    }
}
