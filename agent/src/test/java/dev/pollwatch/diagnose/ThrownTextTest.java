package dev.pollwatch.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.keepalive.Cause;
import dev.pollwatch.keepalive.Diagnoser;
import dev.pollwatch.keepalive.Diagnosis;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What is said of a loop that was left by an exception, which is the host's own code. */
class ThrownTextTest {

    private final StallDiagnoser diagnoser = new StallDiagnoser(Map::of, new EarlierLooks());

    @Test
    void shouldNotWaitForAnExceptionThatDoesNotGiveItsMessage() {
        CountDownLatch never = new CountDownLatch(1);
        RuntimeException hanging = new RuntimeException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                hang(never);
                return "";
            }
        };
        for (int i = 0; i < 6; i++) {
            assertThat(threw(hanging).detail()).contains("(its message cannot be had)");
        }
    }

    @Test
    void shouldTellAnExceptionAndWhereItCameFrom() {
        Diagnosis found = threw(new IllegalStateException("ring is full"));

        assertThat(found.word()).isEqualTo("THREW");
        assertThat(found.detail()).startsWith("java.lang.IllegalStateException: ring is full at ThrownTextTest.should");
        assertThat(found.stack()).contains("ThrownTextTest");
    }

    @Test
    void shouldTellOfAnExceptionThatKeepsItsMessageAndItsStackToItself() {
        Diagnosis found = threw(new Secretive());

        assertThat(found.word()).isEqualTo("THREW");
        assertThat(found.detail()).contains("Secretive (its message cannot be had)");
        assertThat(found.stack()).isEmpty();
    }

    @Test
    void shouldCutALongMessageShort() {
        assertThat(threw(new IllegalStateException("x".repeat(10_000))).detail())
                .hasSizeLessThan(700);
    }

    @Test
    void shouldSayThatAnExceptionIsNoLongerAtHand() {
        assertThat(threw(null).detail()).contains("no longer at hand");
    }

    private Diagnosis threw(Throwable thrown) {
        return StuckThreads.diagnose(
                diagnoser, new Diagnoser.Case("rx-0", "com.acme.Rx#poll", Cause.THREW, null, -1, -1, thrown));
    }

    private static void hang(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a host may throw. */
    private static final class Secretive extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("no stack");
        }
    }
}
