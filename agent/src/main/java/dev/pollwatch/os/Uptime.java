package dev.pollwatch.os;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * For how long the machine has been up, by {@code /proc/uptime}. That counts time in which it was suspended, which the JVM's clock does not.
 * Only where the kernel itself answers: a container may have another file mounted in its place (lxcfs), that tells the container's age and
 * is served by a process, which may hang, and so would whoever reads it.
 */
public final class Uptime {

    private static final Path FILE = Path.of("/proc/uptime");
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");

    /** Where {@code mountinfo} has the mount point; the type of what is mounted there follows behind a dash. */
    private static final int MOUNT_POINT = 4;

    private static final String BEFORE_TYPE = " - ";

    private static final int DECIMALS = 2;
    private static final long HUNDREDTH_NANOS = 10_000_000;

    private final byte[] bytes = new byte[64];
    private final @Nullable RandomAccessFile file;
    private final String untold;

    private Uptime(@Nullable RandomAccessFile file, String untold) {
        this.file = file;
        this.untold = untold;
    }

    /** Opened when it is first asked for, once: reading an open file is what costs least, and what nothing mounted later can get between. */
    private static final class Machine {
        static final Uptime UPTIME = open(FILE, MOUNTS);
    }

    /**
     * That of this machine. The first call reads the list of mounts and opens the file, which stays open.
     *
     * @return one for all
     */
    public static Uptime ofMachine() {
        return Machine.UPTIME;
    }

    static Uptime open(Path file, Path mounts) {
        try {
            if (!isKernels(file, mounts)) {
                return new Uptime(null, "something else than the kernel answers for " + file + " (lxcfs, most likely)");
            }
            // No channel: an interrupt of the reading thread would close it.
            return new Uptime(new RandomAccessFile(file.toFile(), "r"), "");
        } catch (IOException | RuntimeException absent) {
            return new Uptime(null, file + " cannot be read: " + absent);
        }
    }

    /** By what is said of the file, not by looking at it: that would be a question to whoever serves it. */
    private static boolean isKernels(Path file, Path mounts) throws IOException {
        String folder = String.valueOf(file.getParent());
        String typeOfFolder = "";
        // Names of files may be in any encoding.
        try (BufferedReader lines = Files.newBufferedReader(mounts, StandardCharsets.ISO_8859_1)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] fields = line.split(" ", MOUNT_POINT + 2);
                String point = fields.length > MOUNT_POINT ? fields[MOUNT_POINT] : "";
                if (point.equals(file.toString())) {
                    return false;
                }
                if (point.equals(folder)) {
                    int type = line.indexOf(BEFORE_TYPE) + BEFORE_TYPE.length();
                    typeOfFolder = line.substring(type).replaceAll(" .*", "");
                }
            }
        }
        return typeOfFolder.equals("proc");
    }

    /**
     * Reads it.
     *
     * @return nanoseconds since the machine was started, to 10 ms; −1 where the system does not tell
     */
    public synchronized long nanos() {
        if (file == null) {
            return -1;
        }
        try {
            file.seek(0);
            int length = Math.max(0, file.read(bytes));
            return hundredthsIn(new String(bytes, 0, length, StandardCharsets.US_ASCII)) * HUNDREDTH_NANOS;
        } catch (IOException | RuntimeException lost) {
            return -1;
        }
    }

    /**
     * Why it is never told.
     *
     * @return half a sentence, empty where it is told
     */
    public String untold() {
        return untold;
    }

    /** Seconds, a point, and two digits; a blank follows. */
    private static long hundredthsIn(String text) {
        int point = text.indexOf('.');
        int blank = text.indexOf(' ');
        if (blank != point + DECIMALS + 1) {
            throw new NumberFormatException(text);
        }
        return Long.parseLong(text, 0, point, 10) * 100 + Long.parseLong(text, point + 1, blank, 10);
    }
}
