package dev.pollwatch.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.pollwatch.view.RecordingLogger;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class TroublesTest {

    private final RecordingLogger logger = new RecordingLogger();
    private final Troubles troubles = new Troubles(logger);

    @Test
    void shouldLogAFailureThatRecursEverMoreSeldom() {
        for (int i = 0; i < 1000; i++) {
            troubles.report("checking", new IllegalStateException());
        }

        assertThat(logger.lines(Level.WARN)).hasSize(10).last().asString().contains("checking failed (512x)");
    }

    @Test
    void shouldCountFailuresOfDifferentKindsApart() {
        troubles.report("checking", new IllegalStateException());
        troubles.report("announcing", new IllegalStateException());

        assertThat(logger.lines(Level.WARN)).hasSize(2);
    }

    @Test
    void shouldNotGrowWithoutBoundsNorFloodTheLogWithManyKinds() {
        for (int i = 0; i < 10_000; i++) {
            troubles.report("checking row " + i, new IllegalStateException());
        }

        assertThat(logger.lines(Level.WARN)).hasSizeLessThan(1100);
    }

    @Test
    void shouldNeverThrowItself() {
        Troubles broken = new Troubles(null);

        assertThatCode(() -> broken.report("checking", new IllegalStateException()))
                .doesNotThrowAnyException();
    }
}
