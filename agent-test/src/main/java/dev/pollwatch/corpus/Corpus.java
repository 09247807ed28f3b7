package dev.pollwatch.corpus;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The command: weaves every method with a loop of the whole corpus and links it on both JDKs, then runs the workloads. Exit code 1
 * where weaving broke a class, lifted a method over HotSpot's limit, left more than its share alone, or changed an output.
 */
public final class Corpus {

    /** At most so many of the methods with a loop may be left alone. */
    static final double SHARE_LEFT_ALONE = 0.001;

    private static final List<Integer> JDKS = List.of(17, 25);
    private static final int ROUNDS = 5;

    private final Path work;
    private final Path agent;
    private final Report report = new Report(System.out);
    private boolean good = true;

    private Corpus(Path agent, Path work) {
        this.agent = agent;
        this.work = work;
    }

    /**
     * Runs.
     *
     * @param args the packaged agent, a folder for what is fetched and written, the folder of the workloads' module, and
     *     perhaps a regular expression: only artifacts whose {@code group:artifact:version} it finds, or workloads whose name it
     *     finds, are taken
     * @throws IOException where something cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        Corpus corpus =
                new Corpus(Path.of(args[0]).toAbsolutePath(), Path.of(args[1]).toAbsolutePath());
        Pattern chosen = Pattern.compile(args.length > 3 ? args[3] : "");
        corpus.weave(chosen);
        corpus.work(Path.of(args[2]).toAbsolutePath(), chosen);
        System.exit(corpus.good ? 0 : 1);
    }

    private void weave(Pattern chosen) throws IOException {
        List<Artifact> all = Artifact.all();
        List<Artifact> subjects = all.stream()
                .filter(artifact -> chosen.matcher(artifact.group() + ":" + artifact.name() + ":" + artifact.version())
                        .find())
                .toList();
        if (subjects.isEmpty()) {
            return;
        }
        Path jars = work.resolve("jars");
        Fetch.into(jars, all);
        List<Path> files = subjects.stream().map(artifact -> artifact.in(jars)).toList();
        List<Path> others = all.stream()
                .filter(artifact -> !subjects.contains(artifact))
                .map(artifact -> artifact.in(jars))
                .toList();
        Weaving weaving = new Weaving(agent, work.resolve("runs"));
        for (int feature : JDKS) {
            Jvm jvm = Jvm.of(feature);
            Trial control = weaving.link(jvm, files, others, "control", null);
            Trial woven = weaving.link(jvm, files, others, "woven", Weaving.EVERYTHING);
            Comparison comparison = new Comparison(subjects, control, woven);
            report.jars(comparison);
            report.verdict(jvm, comparison);
            writeLeftAlone(jvm, comparison);
            judge(comparison);
            mix(jvm, subjects, control, weaving.link(jvm, files, others, "mixed", Weaving.MIXED));
        }
    }

    private void mix(Jvm jvm, List<Artifact> subjects, Trial control, Trial mixed) {
        Comparison comparison = new Comparison(subjects, control, mixed);
        report.mixed(jvm, mixed, comparison);
        good &= comparison.broken().isEmpty() && comparison.huge().isEmpty();
    }

    private void writeLeftAlone(Jvm jvm, Comparison comparison) throws IOException {
        Path file = work.resolve("left-alone-" + jvm.feature() + ".txt");
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            new Report(out).everyMethodLeftAlone(comparison);
        }
    }

    private void judge(Comparison comparison) {
        good &= comparison.broken().isEmpty()
                && comparison.huge().isEmpty()
                && comparison.total().woven > 0
                && comparison.leftAloneCount() <= SHARE_LEFT_ALONE * comparison.total().withLoop;
    }

    private void work(Path module, Pattern chosen) throws IOException {
        Workloads workloads = new Workloads(agent, module, Files.createDirectories(work.resolve("workloads")), ROUNDS);
        workloads.printHeading(System.out);
        for (String name : Workloads.NAMES) {
            for (int feature : chosen.matcher(name).find() ? JDKS : List.<Integer>of()) {
                WorkloadResult result = workloads.compare(name, Jvm.of(feature));
                System.out.println(result.row());
                good &= result.isGood();
            }
        }
    }
}
