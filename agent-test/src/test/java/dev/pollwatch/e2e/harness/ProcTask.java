package dev.pollwatch.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

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
