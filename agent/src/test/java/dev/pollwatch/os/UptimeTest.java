package dev.pollwatch.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UptimeTest {

    private static final String ROOT = "20 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n";

    @TempDir
    private Path folder;

    private Path file;
    private Path mounts;

    @BeforeEach
    void mountTheKernels() throws IOException {
        file = folder.resolve("uptime");
        mounts = Files.writeString(
                folder.resolve("mountinfo"), ROOT + "22 20 0:21 / " + folder + " rw,nosuid shared:12 - proc proc rw\n");
    }

    @Test
    void shouldReadTheOpenFileAnew() throws IOException {
        Files.writeString(file, "12345.67 2345.01\n");
        Uptime uptime = open();
        assertThat(uptime.nanos()).isEqualTo(12_345_670_000_000L);

        Files.writeString(file, "100000000.00 2345.01\n");
        assertThat(uptime.nanos()).isEqualTo(100_000_000_000_000_000L);
        assertThat(uptime.untold()).isEmpty();
    }

    @Test
    void shouldNotBeClosedByAnInterrupt() throws IOException {
        Files.writeString(file, "12345.67 2345.01\n");
        Uptime uptime = open();
        Thread.currentThread().interrupt();
        try {
            assertThat(uptime.nanos()).isPositive();
        } finally {
            Thread.interrupted();
        }
        assertThat(uptime.nanos()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "up for ages", "12", "12.3 4\n", "12.34", ".34 ", "1.2.34 ", "12 34.56\n"})
    void shouldNotFailWhereItIsAnotherThing(String text) throws IOException {
        Files.writeString(file, text);
        assertThat(open().nanos()).isEqualTo(-1);
    }

    @Test
    void shouldSayThatThereIsNone() {
        assertThat(open().nanos()).isEqualTo(-1);
        assertThat(open().untold()).contains("uptime cannot be read");
        assertThat(Uptime.open(file, folder.resolve("absent")).nanos()).isEqualTo(-1);
    }

    @Test
    void shouldNotTouchWhatIsMountedInItsPlace() throws IOException {
        Files.writeString(file, "12345.67 2345.01\n");
        String odd = "90 22 0:99 / /mnt/na\u00efve rw - fuse x rw\n";
        Files.write(
                mounts,
                (Files.readString(mounts) + odd + "91 22 0:57 /proc/uptime " + file
                                + " rw,nosuid,nodev,relatime master:4 - fuse.lxcfs lxcfs rw,user_id=0\n")
                        .getBytes(StandardCharsets.ISO_8859_1));

        assertThat(open().nanos()).isEqualTo(-1);
        assertThat(open().untold()).contains("something else than the kernel", "lxcfs");
    }

    @Test
    void shouldNotTrustAnotherKindOfProc() throws IOException {
        Files.writeString(file, "12345.67 2345.01\n");
        Files.writeString(mounts, ROOT + "22 20 0:21 / " + folder + " rw - fuse.procfs procfs rw\n");
        assertThat(open().nanos()).isEqualTo(-1);

        Files.writeString(mounts, ROOT);
        assertThat(open().nanos()).isEqualTo(-1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldRunWithTheClockOfTheJvm() {
        Uptime uptime = Uptime.ofMachine();
        long began = System.nanoTime();
        long up = uptime.nanos();
        long later = uptime.nanos();

        // In a container it may be another's.
        assertThat(uptime.untold().isEmpty()).isEqualTo(up > 0);
        assertThat(later - up).isBetween(0L, System.nanoTime() - began + 20_000_000L);
    }

    private Uptime open() {
        return Uptime.open(file, mounts);
    }
}
