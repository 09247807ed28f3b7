package dev.pollwatch.e2e.harness;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A host program in a JVM of its own. Ended by {@link #close()}, and in any case by a watchdog. */
public final class HostProcess implements AutoCloseable {

    /** What each line of the agent's log begins with. */
    public static final String LOG_PREFIX = "[pollwatch]";

    /** How long to wait for anything to come about. Generous: only a failing test ever waits that long. */
    public static final Duration LIMIT = Duration.ofSeconds(60);

    private static final int WATCHDOG_SECONDS = 900;

    private final Process process;
    private final List<String> out = new CopyOnWriteArrayList<>();
    private final List<String> err = new CopyOnWriteArrayList<>();
    private final Thread outReader;
    private final Thread errReader;
    private int commands;

    HostProcess(ProcessBuilder builder) {
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        outReader = read(process.getInputStream(), out);
        errReader = read(process.getErrorStream(), err);
        CompletableFuture.delayedExecutor(WATCHDOG_SECONDS, TimeUnit.SECONDS).execute(process::destroyForcibly);
    }

    /**
     * The process id.
     *
     * @return the id
     */
    public long pid() {
        return process.pid();
    }

    /**
     * Whether it still runs.
     *
     * @return {@code true} until it has ended
     */
    public boolean isAlive() {
        return process.isAlive();
    }

    /**
     * Standard output so far.
     *
     * @return its lines
     */
    public List<String> out() {
        return List.copyOf(out);
    }

    /**
     * Standard error so far.
     *
     * @return its lines
     */
    public List<String> err() {
        return List.copyOf(err);
    }

    /**
     * Waits for a line of standard error.
     *
     * @param what the line, for the message when it does not come
     * @param condition tells it
     * @return the first such line
     */
    public String awaitErr(String what, Predicate<String> condition) {
        return awaitLine(what, err, condition);
    }

    /**
     * Waits for a line of standard output.
     *
     * @param what the line, for the message when it does not come
     * @param condition tells it
     * @return the first such line
     */
    public String awaitOut(String what, Predicate<String> condition) {
        return awaitLine(what, out, condition);
    }

    /** Waits until a {@link dev.pollwatch.hosts.LoopHost} takes commands. */
    public void awaitReady() {
        awaitLine("ready", out, "ready"::equals);
    }

    /**
     * Gives a {@link dev.pollwatch.hosts.LoopHost} a command and waits until it has carried it out.
     *
     * @param command the command
     */
    public void command(String command) {
        String done = order(command);
        awaitLine(done, out, done::equals);
    }

    /**
     * Gives a host a command and does not wait.
     *
     * @param command the command
     * @return the line that it puts out when it has carried it out
     */
    public String order(String command) {
        commands++;
        try {
            process.getOutputStream().write((command + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new IllegalStateException("the host took no command '" + command + "'; its errors: " + err, e);
        }
        return "done " + commands;
    }

    /**
     * Types a key.
     *
     * @param key the key
     */
    public void type(char key) {
        try {
            process.getOutputStream().write(key);
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether a line has been put out.
     *
     * @param line the line
     * @return {@code true} when standard output has it
     */
    public boolean hasSaid(String line) {
        return out.contains(line);
    }

    /**
     * Lets some time pass while the program runs.
     *
     * @param time how long
     * @throws AssertionError when the program ends meanwhile
     */
    public void letRun(Duration time) {
        try {
            if (process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the host ended with " + process.exitValue() + "; its errors: " + err);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Stops the whole process for some time, by SIGSTOP and SIGCONT.
     *
     * @param time how long
     */
    public void standStill(Duration time) {
        CommandLineTool kill = CommandLineTool.need("kill", any -> true, "it is in Debian's package procps");
        String pid = String.valueOf(pid());
        kill.run("", "-STOP", pid);
        await().pollDelay(time).timeout(time.plusMinutes(1)).until(() -> true);
        kill.run("", "-CONT", pid);
    }

    /** Lets the program know that no more commands will come. */
    public void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits for the program to end by itself.
     *
     * @return what it left behind
     */
    public Finished awaitEnd() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                close();
                throw new AssertionError("the host did not end; its output: " + out + "; its errors: " + err);
            }
            outReader.join();
            errReader.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return new Finished(process.exitValue(), out(), err());
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String awaitLine(String what, List<String> lines, Predicate<String> condition) {
        await("the line: " + what + "\n  output " + out + "\n  errors " + err)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !isAlive() || lines.stream().anyMatch(condition));
        return lines.stream()
                .filter(condition)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("the host ended before the line: " + what + "; its errors: " + err));
    }

    private static Thread read(InputStream stream, List<String> lines) {
        Thread thread = new Thread(() -> {
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                reader.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                lines.add("(" + e + ")");
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }
}
