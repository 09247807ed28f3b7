package dev.pollwatch.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.CommandLineTool;
import dev.pollwatch.e2e.harness.TestPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** What threads that are well must survive without being called DEAD. */
final class Disturbances {

    private static final int CLASSES = 10_000;
    private static final int THREADS = 2_000;
    private static final int CROWD = 300;
    private static final int LEAST_DUMPS = 3;

    private Disturbances() {}

    /**
     * All of them, to be gone through one after the other: some load the machine. One for which it lacks a program is left out, with a line
     * that says so.
     */
    static List<Disturbance> all() {
        return List.of(
                new IdleForLong(),
                new StoodStill(),
                new WhereItCan(new WallClock()),
                new LongIterations(),
                recording(),
                endingThreads(),
                classLoads(),
                heapDump(),
                threadDumps(),
                safepoints(),
                new WhereItCan(loadedCores()),
                new FullCollections(""),
                new FullCollections("Serial"),
                new FullCollections("Parallel"));
    }

    static Disturbance recording() {
        return inOneHost("a recording of Flight Recorder", threads -> {
            threads.jcmd("JFR.start", "name=trial", "settings=profile");
            threads.letRun(threads.length());
            Path file = newFile("trial.jfr");
            threads.jcmd("JFR.stop", "name=trial", "filename=" + file);
            return "recorded " + takenAway(file) / 1024 + " KiB";
        });
    }

    static Disturbance endingThreads() {
        return inOneHost(String.format("%,d threads that start and end", THREADS), threads -> {
            threads.command("threads " + THREADS);
            return THREADS + " threads";
        });
    }

    static Disturbance classLoads() {
        return inOneHost(String.format("%,d class loads", CLASSES), threads -> {
            threads.command("load " + CLASSES);
            return CLASSES + " classes, " + CLASSES / 100 + " of them woven";
        });
    }

    static Disturbance heapDump() {
        return new InOneHost(
                "a heap dump by jcmd",
                List.of("-Xmx1g"),
                threads -> threads.command("hold " + (threads.isAbridged() ? 64 : 256)),
                threads -> {
                    Path file = newFile("heap.hprof");
                    threads.jcmd("GC.heap_dump", file.toString());
                    return "dumped " + takenAway(file) / (1024 * 1024) + " MiB";
                });
    }

    static Disturbance threadDumps() {
        return new InOneHost(
                "thread dumps in a loop", List.of(), threads -> threads.command("crowd " + CROWD), threads -> {
                    long end = System.nanoTime() + threads.length().toNanos();
                    int dumps = 0;
                    while (dumps < LEAST_DUMPS || System.nanoTime() - end < 0) {
                        assertThat(threads.jcmd("Thread.print")).contains("crowd-" + (CROWD - 1));
                        dumps++;
                    }
                    return dumps + " dumps by jcmd, with " + CROWD + " further threads";
                });
    }

    static Disturbance safepoints() {
        return inOneHost("a safepoint storm", threads -> {
            int count = Integer.parseInt(threads.ask("storm " + threads.length().toMillis()));
            assertThat(count).as("safepoints").isGreaterThan(100);
            return count + " safepoints in " + threads.length().toMillis() + " ms";
        });
    }

    static Disturbance loadedCores() {
        return inOneHost("all cores loaded by stress-ng", threads -> {
            CommandLineTool stress =
                    CommandLineTool.need("stress-ng", any -> true, "it is in Debian's package stress-ng");
            long seconds = Math.max(2, threads.length().toSeconds());
            CommandLineTool.Result result = stress.run("", "--cpu", "0", "--timeout", seconds + "s");
            assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
            return "loaded for " + seconds + " s";
        });
    }

    private static Disturbance inOneHost(String name, Function<WellThreads, String> once) {
        return new InOneHost(name, List.of(), threads -> {}, once);
    }

    private static Path newFile(String name) {
        return TestPaths.newFolder("disturbances").resolve(name);
    }

    /** How large a file is, which is not needed any more. */
    private static long takenAway(Path file) {
        try {
            long size = Files.size(file);
            assertThat(size).as("the size of %s", file).isPositive();
            Files.delete(file);
            Files.delete(file.getParent());
            return size;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
