package dev.pollwatch.frameworks;

import dev.pollwatch.e2e.harness.Jdk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Prepares the hosts and runs the trials, some at the same time. */
final class Trials {

    private final ClassPaths classPaths;
    private final HostCompiler compiler;

    /**
     * Prepares.
     *
     * @param sources where the host programs are
     * @param output where to put class paths, compiled programs and logs
     */
    Trials(Path sources, Path output) {
        classPaths = new ClassPaths(output);
        compiler = new HostCompiler(sources);
    }

    /**
     * Runs each framework on each JDK.
     *
     * @param frameworks the frameworks
     * @param jdks the JDKs
     * @param plan how long each trial takes
     * @param atOnce how many hosts may run at the same time, besides one that spins and the slow ones
     * @return what was seen, in the order of the frameworks
     */
    List<Outcome> run(List<Framework> frameworks, List<Jdk> jdks, Plan plan, int atOnce)
            throws IOException, InterruptedException, ExecutionException {
        classPaths.resolve(frameworks);
        ExecutorService calm = Executors.newFixedThreadPool(atOnce);
        ExecutorService slow = Executors.newCachedThreadPool();
        ExecutorService spinning = Executors.newSingleThreadExecutor();
        try {
            List<Future<Outcome>> futures = new ArrayList<>();
            for (Framework framework : frameworks) {
                List<Path> classPath = prepare(framework);
                for (Jdk jdk : jdks) {
                    Trial trial = new Trial(framework, jdk, plan, classPath, classPaths.folderOf(framework));
                    futures.add((framework.busy() ? spinning : framework.isSlow() ? slow : calm)
                            .submit(() -> report(trial.run())));
                }
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> future : futures) {
                outcomes.add(future.get());
            }
            return outcomes;
        } finally {
            calm.shutdownNow();
            slow.shutdownNow();
            spinning.shutdownNow();
        }
    }

    private List<Path> prepare(Framework framework) throws IOException {
        Path classes = classPaths.folderOf(framework).resolve("classes");
        List<Path> jars = classPaths.of(framework);
        compiler.compile(framework, jars, classes);
        return Stream.concat(Stream.of(classes), jars.stream()).toList();
    }

    private static Outcome report(Outcome outcome) {
        System.out.println(Markdown.row(outcome));
        outcome.complaints().forEach(System.out::println);
        return outcome;
    }
}
