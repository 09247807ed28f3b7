package dev.pollwatch.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.keepalive.Cause;
import dev.pollwatch.keepalive.Diagnoser;
import dev.pollwatch.keepalive.Diagnosis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Exceptions, threads and names that a host may have, and that must neither hold up nor flood what is found of others. */
class HostileHostsTest {

    private final StallDiagnoser diagnoser = new StallDiagnoser(Map::of, new EarlierLooks());
    private final StuckThreads threads = new StuckThreads();

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void shouldSpendNoMoreThanSomeSecondsOnHundredsOfSlowExceptions() {
        List<Diagnoser.Case> cases = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            cases.add(threw("rx-" + i, new Slow()));
        }
        long begun = System.nanoTime();
        Map<Diagnoser.Case, Diagnosis> found = diagnose(cases);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(15));
        assertThat(found.values())
                .hasSize(256)
                .allSatisfy(diagnosis -> assertThat(diagnosis.detail()).contains(Slow.class.getName()));
    }

    @Test
    void shouldCutWhatAnExceptionSaysBetweenTwoCharacters() {
        String rockets = "x" + "\uD83D\uDE80".repeat(5_000_000);

        String detail = only(threw("rx-0", new IllegalStateException(rockets))).detail();
        assertThat(detail).hasSizeLessThan(1_000);
        assertThat(detail.codePoints()).noneMatch(c -> Character.getType(c) == Character.SURROGATE);
    }

    @Test
    void shouldCutFramesThatAnExceptionMadeUp() {
        RuntimeException thrown = new RuntimeException("x");
        StackTraceElement frame = new StackTraceElement("C".repeat(1_000_000), "m".repeat(1_000_000), null, 1);
        StackTraceElement[] frames = new StackTraceElement[5000];
        Arrays.fill(frames, frame);
        thrown.setStackTrace(frames);

        Diagnosis found = only(threw("rx-0", thrown));
        assertThat(found.stack()).hasSizeBetween(1_000, 200_000);
        assertThat(found.detail()).hasSizeLessThan(2_000);
    }

    @Test
    void shouldTellTheStallOfAThreadWhoseClassGivesNoStack() {
        threads.start("rx-0", Secretive::new, LockSupport::park);
        threads.awaitKernelState("rx-0", "S");

        Diagnosis found = only(threads.caseOf("rx-0", Cause.STALLED, null));
        assertThat(found.word()).isEqualTo("WAITING");
    }

    @Test
    void shouldNotFillPagesWithTheNamesOfADeadlock() {
        Object table = new Object();
        Object disk = new Object();
        CountDownLatch both = new CountDownLatch(2);
        String name = "x".repeat(60_000);
        threads.start(name, () -> enter(table, disk, both));
        threads.start("rx-1", () -> enter(disk, table, both));
        threads.awaitState(name, Thread.State.BLOCKED);
        threads.awaitState("rx-1", Thread.State.BLOCKED);

        Diagnosis found = only(threads.caseOf("rx-1", Cause.STALLED, null));
        assertThat(found.word()).isEqualTo("DEADLOCKED");
        assertThat(found.detail()).hasSizeLessThan(5_000);
    }

    @Test
    void shouldCallAThreadWaitingThatWaitsToBeNotifiedWhileAnotherHoldsTheObject() {
        Object orders = new Object();
        threads.start("rx-0", () -> {
            synchronized (orders) {
                try {
                    orders.wait();
                } catch (InterruptedException ended) {
                    Thread.currentThread().interrupt();
                }
            }
        });
        threads.awaitState("rx-0", Thread.State.WAITING);
        threads.start("admin-1", () -> {
            synchronized (orders) {
                LockSupport.park();
            }
        });
        threads.awaitState("admin-1", Thread.State.WAITING);

        Diagnosis found = only(threads.caseOf("rx-0", Cause.STALLED, null));
        assertThat(found.word()).isEqualTo("WAITING");
        assertThat(found.detail()).contains("on Object@", "in Object.wait at HostileHostsTest.");
    }

    private static void enter(Object first, Object second, CountDownLatch both) {
        synchronized (first) {
            both.countDown();
            try {
                both.await();
            } catch (InterruptedException ended) {
                return;
            }
            synchronized (second) {
                throw new IllegalStateException("no deadlock");
            }
        }
    }

    private static Diagnoser.Case threw(String name, Throwable thrown) {
        return new Diagnoser.Case(name, "com.acme.Rx#poll", Cause.THREW, null, -1, -1, thrown);
    }

    private Diagnosis only(Diagnoser.Case found) {
        return diagnose(List.of(found)).get(found);
    }

    private Map<Diagnoser.Case, Diagnosis> diagnose(List<Diagnoser.Case> cases) {
        Map<Diagnoser.Case, Diagnosis> found = new HashMap<>();
        diagnoser.diagnose(cases, found::put);
        return found;
    }

    /** Gives its message, in its own time. */
    private static final class Slow extends RuntimeException {

        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
            return "slow";
        }
    }

    private static final class Secretive extends Thread {

        Secretive(Runnable body) {
            super(body, "rx-0");
        }

        @Override
        public StackTraceElement[] getStackTrace() {
            throw new IllegalStateException("no stack");
        }

        @Override
        public long getId() {
            return -7;
        }
    }
}
