package dev.pollwatch.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the kernel says of another process's threads. */
public final class ProcTask {

    private ProcTask() {}

    /**
     * The kernel's name of a live thread.
     *
     * @param pid the process
     * @param tid the thread
     * @return its name, empty when the process has no such thread
     */
    public static Optional<String> comm(long pid, long tid) {
        try {
            return Optional.of(Files.readString(Path.of("/proc/" + pid + "/task/" + tid + "/comm"))
                    .stripTrailing());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * The kernel's names of all threads, which have 15 characters at most.
     *
     * @param pid the process
     * @return the names
     */
    public static List<String> names(long pid) {
        try (Stream<Path> tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            return tasks.map(task -> comm(pid, Long.parseLong(task.getFileName().toString())))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Whether a process was stopped by a signal.
     *
     * @param pid the process
     * @return {@code true} while it stands still
     */
    public static boolean isStopped(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            return stat.startsWith(") T ", stat.lastIndexOf(')'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
