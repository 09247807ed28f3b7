package dev.pollwatch.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.keepalive.Cause;
import dev.pollwatch.keepalive.Diagnoser;
import dev.pollwatch.keepalive.Diagnosis;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads that really stand still. */
class StallDiagnoserTest {

    private final StallDiagnoser diagnoser = new StallDiagnoser(() -> new long[0]);
    private final StuckThreads threads = new StuckThreads();

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void shouldNameTheHolderOfTheMonitorThatAThreadIsBlockedOn() {
        Object table = new Object();
        threads.start("admin-1", () -> {
            synchronized (table) {
                LockSupport.park();
            }
        });
        threads.awaitState("admin-1", Thread.State.WAITING);
        threads.start("rx-0", () -> {
            synchronized (table) {
                LockSupport.park();
            }
        });
        threads.awaitState("rx-0", Thread.State.BLOCKED);

        Diagnosis found = stalled("rx-0");
        assertThat(found.word()).isEqualTo("BLOCKED");
        assertThat(found.detail())
                .matches(
                        "on Object@[0-9a-f]+ held by \"admin-1\" at StallDiagnoserTest\\..*\\(StallDiagnoserTest\\.java:\\d+\\)");
        assertThat(found.stack()).contains("dev.pollwatch.diagnose.StallDiagnoserTest.");
    }

    @Test
    void shouldNameTheHolderOfTheLockThatAThreadWaitsFor() {
        ReentrantLock lock = new ReentrantLock();
        threads.start("admin-1", () -> {
            lock.lock();
            LockSupport.park();
        });
        threads.awaitState("admin-1", Thread.State.WAITING);
        threads.start("rx-0", lock::lock);
        threads.awaitState("rx-0", Thread.State.WAITING);

        Diagnosis found = stalled("rx-0");
        assertThat(found.word()).isEqualTo("BLOCKED");
        assertThat(found.detail()).contains("held by \"admin-1\"");
    }

    @Test
    void shouldCallAParkedThreadWaiting() {
        threads.start("rx-0", () -> LockSupport.park(this));
        threads.awaitState("rx-0", Thread.State.WAITING);

        Diagnosis found = stalled("rx-0");
        assertThat(found.word()).isEqualTo("WAITING");
        assertThat(found.detail()).contains("StallDiagnoserTest").doesNotContain("held by");
    }

    @Test
    void shouldCallABusyThreadSpinning() {
        AtomicBoolean stop = new AtomicBoolean();
        threads.start("rx-0", () -> {
            while (!stop.get()) {
                Thread.onSpinWait();
            }
        });
        threads.awaitState("rx-0", Thread.State.RUNNABLE);

        Diagnosis found = stalled("rx-0");
        stop.set(true);
        assertThat(found.word()).isEqualTo("SPINNING");
        // Where the collector makes it unsafe to take the stack of a running thread, it says so instead.
        assertThat(found.detail()).matches("at .*StallDiagnoserTest.*|no stack: .*");
    }

    @Test
    void shouldCallAThreadInASocketReadInASystemCall() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                InputStream in = client.getInputStream()) {
            threads.start("rx-0", () -> read(in));
            threads.awaitKernelState("rx-0", "S");

            Diagnosis found = stalled("rx-0");
            assertThat(found.word()).isEqualTo("IN_SYSCALL");
            assertThat(found.detail()).startsWith("in state S at StallDiagnoserTest.read(");
        }
    }

    @Test
    void shouldSayWhatAThreadDoesThatNeverBeat() {
        threads.start("rx-0", () -> LockSupport.park(this));
        threads.awaitState("rx-0", Thread.State.WAITING);

        Diagnosis found = diagnoser.diagnose(threads.caseOf("rx-0", Cause.NEVER_BEAT, null));
        assertThat(found.word()).isEqualTo("NEVER_BEAT");
        assertThat(found.detail()).startsWith("entered the loop and never came to its first pass; it is WAITING");
        assertThat(found.stack()).contains("LockSupport.park");
    }

    @Test
    void shouldSayThatAThreadSleptForTooLong() {
        threads.start("rx-0", () -> LockSupport.park(this));
        threads.awaitState("rx-0", Thread.State.WAITING);

        Diagnosis found = diagnoser.diagnose(threads.caseOf("rx-0", Cause.OVERSLEPT, null));
        assertThat(found.word()).isEqualTo("WAITING");
        assertThat(found.detail()).startsWith("asleep for longer than sleep-limit");
    }

    @Test
    void shouldSayThatAThreadHasEnded() {
        threads.start("rx-0", () -> {});
        threads.awaitState("rx-0", Thread.State.TERMINATED);
        Diagnoser.Case noThread = new Diagnoser.Case("rx-0", "com.acme.Rx#poll", Cause.STALLED, null, -1, -1, null);

        assertThat(stalled("rx-0").word()).isEqualTo("ENDED");
        assertThat(diagnoser.diagnose(noThread).word()).isEqualTo("ENDED");
        assertThat(diagnoser.stackOf(null, -1)).isEqualTo("the thread has ended");
    }

    @Test
    void shouldTellAnExceptionAndWhereItCameFrom() {
        Diagnosis found = threw(new IllegalStateException("ring is full"));

        assertThat(found.word()).isEqualTo("THREW");
        assertThat(found.detail())
                .startsWith("java.lang.IllegalStateException: ring is full at StallDiagnoserTest.should");
        assertThat(found.stack()).contains("StallDiagnoserTest");
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

    private Diagnosis stalled(String name) {
        return diagnoser.diagnose(threads.caseOf(name, Cause.STALLED, null));
    }

    private Diagnosis threw(Throwable thrown) {
        return diagnoser.diagnose(new Diagnoser.Case("rx-0", "com.acme.Rx#poll", Cause.THREW, null, -1, -1, thrown));
    }

    private static void read(InputStream in) {
        try {
            in.read();
        } catch (IOException closed) {
            // That is how the test ends it.
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
