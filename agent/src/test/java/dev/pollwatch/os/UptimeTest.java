package dev.pollwatch.os;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class UptimeTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReadSecondsAndHundredths() throws IOException {
        Path file = Files.writeString(folder.resolve("uptime"), "12345.67 2345.01\n");
        assertThat(Uptime.nanosIn(file)).isEqualTo(12_345_670_000_000L);
    }

    @Test
    void shouldNotFailWhereThereIsNoneOrItIsAnotherThing() throws IOException {
        assertThat(Uptime.nanosIn(folder.resolve("absent"))).isEqualTo(-1);
        assertThat(Uptime.nanosIn(Files.writeString(folder.resolve("odd"), "up for ages")))
                .isEqualTo(-1);
        assertThat(Uptime.nanosIn(Files.writeString(folder.resolve("empty"), "")))
                .isEqualTo(-1);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldRunWithTheClockOfTheJvm() {
        long began = System.nanoTime();
        long up = Uptime.nanos();
        long later = Uptime.nanos();

        assertThat(up).isPositive();
        assertThat(later - up).isBetween(0L, System.nanoTime() - began + 20_000_000L);
    }
}
