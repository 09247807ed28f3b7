package dev.pollwatch.os;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** For how long the machine has been up, by {@code /proc/uptime}. That counts time in which it was suspended, which the JVM's clock does not. */
public final class Uptime {

    private static final Path FILE = Path.of("/proc/uptime");

    private Uptime() {}

    /**
     * Reads it; one short read of a file that is no file, some 15 µs.
     *
     * @return nanoseconds since the machine was started, to 10 ms; −1 where the system does not tell
     */
    public static long nanos() {
        return nanosIn(FILE);
    }

    static long nanosIn(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            return new BigDecimal(text.substring(0, text.indexOf(' ')))
                    .movePointRight(9)
                    .longValue();
        } catch (IOException | RuntimeException untold) {
            return -1;
        }
    }
}
