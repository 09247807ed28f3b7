package dev.pollwatch.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.keepalive.Watch;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClassFileVersionTest {

    private static final int JAVA_8 = 52;
    private static final int JAVA_17 = 61;

    static List<Path> entryClasses() throws IOException, URISyntaxException {
        Path classes =
                Path.of(PollwatchAgent.class.getResource("PollwatchAgent.class").toURI());
        try (Stream<Path> files = Files.list(classes.getParent())) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("entryClasses")
    void shouldBeReadableByAnOldJvmAtTheEntrance(Path classFile) throws IOException {
        assertThat(majorVersion(classFile)).isEqualTo(JAVA_8);
    }

    @Test
    void shouldBeJava17BehindIt() throws Exception {
        assertThat(majorVersion(Path.of(Watch.class.getResource("Watch.class").toURI())))
                .isEqualTo(JAVA_17);
    }

    private static int majorVersion(Path classFile) throws IOException {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(classFile))) {
            assertThat(in.readInt()).isEqualTo(0xCAFEBABE);
            in.readUnsignedShort();
            return in.readUnsignedShort();
        }
    }
}
