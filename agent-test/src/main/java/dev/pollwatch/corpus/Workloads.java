package dev.pollwatch.corpus;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Runs the workloads, each without an agent and with everything woven in them and in their libraries. */
final class Workloads {

    /** All there are, by name. */
    static final List<String> NAMES = List.of("groovy", "h2", "jackson", "lucene", "netty", "scala");

    /** Fewer than there are loops, so that the threads that get no row are put to the test too. */
    private static final int ROWS = 100;

    private static final String MAIN = "dev.pollwatch.workload.RunWorkload";

    private final Path agent;
    private final Path work;
    private final int rounds;
    private final String classPath;

    /**
     * Prepares.
     *
     * @param agent the packaged agent
     * @param module the workloads' module, built
     * @param work a folder for what the runs write
     * @param rounds how often each run does the work; the time is the last one's
     */
    Workloads(Path agent, Path module, Path work, int rounds) throws IOException {
        this.agent = agent;
        this.work = work;
        this.rounds = rounds;
        List<String> entries = new ArrayList<>();
        entries.add(module.resolve("target/classes").toString());
        try (Stream<Path> libraries = Files.list(module.resolve("target/libraries"))) {
            libraries.sorted().forEach(library -> entries.add(library.toString()));
        }
        classPath = String.join(File.pathSeparator, entries);
    }

    void printHeading(PrintStream out) {
        out.println(
                "| workload | JDK | loops woven | rows | threads without a row | output | without agent | everything woven |"
                        + " ratio | refused by the compilers for size, before / after | agent |");
        out.println("|---|--:|--:|--:|--:|---|--:|--:|--:|---|---|");
    }

    WorkloadResult compare(String name, Jvm jvm) throws IOException {
        String run = name + "-" + jvm.feature();
        Path log = work.resolve(run + "-agent.log");
        Files.deleteIfExists(log);
        WorkloadRun control = run(jvm, name, run + "-control", List.of(), false);
        WorkloadRun woven = run(
                jvm,
                name,
                run + "-woven",
                List.of("-javaagent:" + agent + "=loop=**#*,max-threads=" + ROWS + ",http=off,log-level=warn,log-file="
                        + log),
                true);
        return new WorkloadResult(name, jvm, control, woven, complaints(log));
    }

    private WorkloadRun run(Jvm jvm, String name, String file, List<String> agents, boolean askAgent)
            throws IOException {
        Path told = work.resolve(file + ".txt");
        Files.deleteIfExists(told);
        List<String> command = new ArrayList<>(List.of(jvm.java(), "-Xmx2g", "-Xss4m", "-XX:+PrintCompilation"));
        command.addAll(agents);
        command.addAll(List.of("-cp", classPath, MAIN, name, Integer.toString(rounds), told.toString()));
        if (askAgent) {
            command.add("ask");
        }
        Path output = work.resolve(file + ".out");
        int exit = Jvm.run(command, output);
        return WorkloadRun.parse(
                exit, Files.exists(told) ? Files.readAllLines(told) : List.of(), Files.readAllLines(output));
    }

    /** That methods are left alone is as it should be, and so is a DEAD row where a loop ended by an exception. */
    private static List<String> complaints(Path log) throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line ->
                            line.contains(" ERROR ") || line.contains("Could not weave") || line.contains("failed"))
                    .toList();
        }
    }
}
