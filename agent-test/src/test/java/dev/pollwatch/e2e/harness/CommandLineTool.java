package dev.pollwatch.e2e.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A program of this machine that a test can do without.
 *
 * @param path where it is
 */
public record CommandLineTool(Path path) {

    /**
     * What a run left behind.
     *
     * @param exitCode its exit code
     * @param out its standard output
     * @param err its standard error
     */
    public record Result(int exitCode, String out, String err) {}

    /**
     * Looks for a program on the search path, and stops the test where there is none: it is skipped on a bare machine, and fails
     * where {@code POLLWATCH_TEST_NO_SKIPS=true} says that all is installed.
     *
     * @param name its name
     * @param fit what it must be able to do; a machine may have several of that name
     * @param whereFrom what to install to have it
     * @return the program
     */
    public static CommandLineTool need(String name, Predicate<CommandLineTool> fit, String whereFrom) {
        Optional<CommandLineTool> found = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(CommandLineTool::new)
                .filter(fit)
                .findFirst();
        Requirement.require(
                found.isPresent(), "there is no " + name + " fit for this test on this machine; " + whereFrom);
        return found.orElseThrow();
    }

    /**
     * Runs it to its end.
     *
     * @param input what it gets on standard input
     * @param args its arguments
     * @return what it left behind
     */
    public Result run(String input, String... args) {
        List<String> command = new ArrayList<>(List.of(path.toString()));
        command.addAll(List.of(args));
        try {
            // Through files, so that no pipe can fill up.
            Path in = Files.writeString(Files.createTempFile("tool", ".in"), input);
            Path out = Files.createTempFile("tool", ".out");
            Path err = Files.createTempFile("tool", ".err");
            Process process = new ProcessBuilder(command)
                    .redirectInput(in.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(4 * HostProcess.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                // Asked first, so that it can end what it started.
                process.destroy();
                if (!process.waitFor(HostProcess.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
                throw new AssertionError(command + " does not end");
            }
            Result result = new Result(process.exitValue(), text(out), text(err));
            Files.delete(in);
            return result;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.UTF_8);
        Files.delete(file);
        return text;
    }
}
