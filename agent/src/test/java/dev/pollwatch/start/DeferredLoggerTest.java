package dev.pollwatch.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.view.RecordingLogger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class DeferredLoggerTest {

    private final DeferredLogger logger = new DeferredLogger();
    private final RecordingLogger real = new RecordingLogger();

    @Test
    void shouldWriteInOrderWhatWasLoggedBeforeTheRealLogWasThere() {
        logger.warn("first {}", 1);
        logger.warn("second");
        assertThat(real.lines(Level.WARN)).isEmpty();
        logger.delegateTo(real, null);
        logger.warn("third {} {}", "a", "b");

        assertThat(real.lines(Level.WARN)).isEqualTo(List.of("WARN first 1", "WARN second", "WARN third a b"));
    }

    @Test
    void shouldWriteNothingTwice() {
        logger.info("once");
        logger.delegateTo(real, null);
        logger.delegateTo(real, null);

        assertThat(real.lines(Level.INFO)).hasSize(1);
    }

    @Test
    void shouldKeepAThousandLinesAtMost() {
        for (int i = 0; i < 5000; i++) {
            logger.info("line {}", i);
        }
        logger.delegateTo(real, null);

        assertThat(real.lines(Level.INFO)).hasSize(1000).first().isEqualTo("INFO line 0");
    }

    @Test
    void shouldLoseNoLineOfThreadsThatLogWhileTheRealLogComes() throws InterruptedException {
        List<Thread> threads = List.of(new Thread(this::logHundred), new Thread(this::logHundred));
        threads.forEach(Thread::start);
        logger.delegateTo(real, null);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(real.lines(Level.INFO)).hasSize(200);
    }

    private void logHundred() {
        for (int i = 0; i < 100; i++) {
            logger.info("line {}", i);
        }
    }

    @Test
    void shouldGiveAsLinesWhatNoLogTookBeforeTheEnd() {
        logger.debug("too fine");
        logger.info("{} rules", 2);
        logger.warn("forged\n[pollwatch] line", new IllegalStateException("why"));

        assertThat(logger.takeKept(Level.INFO).lines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("\\[pollwatch] [0-9:.]{12} INFO  2 rules"),
                        line -> assertThat(line)
                                .endsWith(
                                        "WARN  forged\\u000a[pollwatch] line <- java.lang.IllegalStateException: why"));
        assertThat(logger.takeKept(Level.TRACE)).isEmpty();
    }
}
