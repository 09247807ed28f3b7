package dev.pollwatch.os;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files under {@code /proc} that say something of this process's threads. Absent on other systems, which is no error. */
final class Proc {

    private static final Path SELF_TASKS = Path.of("/proc/self/task");

    private Proc() {}

    static Optional<String> ofTask(long tid, String file) {
        try {
            byte[] bytes =
                    Files.readAllBytes(SELF_TASKS.resolve(Long.toString(tid)).resolve(file));
            return Optional.of(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException absent) {
            // The thread has ended, there is no /proc, or a security manager hides it: nothing is known.
            return Optional.empty();
        }
    }
}
