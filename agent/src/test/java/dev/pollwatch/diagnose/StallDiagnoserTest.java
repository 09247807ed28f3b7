package dev.pollwatch.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.keepalive.Cause;
import dev.pollwatch.keepalive.Diagnoser;
import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.os.LinuxTasks;
import dev.pollwatch.os.TaskLook;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real threads that really stand still. */
class StallDiagnoserTest {

    private final EarlierLooks earlier = new EarlierLooks();
    private final StallDiagnoser diagnoser = new StallDiagnoser(Map::of, earlier);
    private final StuckThreads threads = new StuckThreads();

    @TempDir
    private Path folder;

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
                        "on Object@[0-9a-f]+ held by \"admin-1\" at StallDiagnoserTest\\..*\\(StallDiagnoserTest\\.java:\\d+\\)"
                                + "; \"admin-1\" is WAITING at StallDiagnoserTest\\..*\\(StallDiagnoserTest\\.java:\\d+\\)");
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
    void shouldSayWhatTheHolderItselfWaitsFor() {
        Object table = new Object();
        ReentrantLock disk = new ReentrantLock();
        threads.start("flusher", () -> {
            disk.lock();
            LockSupport.park();
        });
        threads.awaitState("flusher", Thread.State.WAITING);
        threads.start("admin-1", () -> {
            synchronized (table) {
                disk.lock();
            }
        });
        threads.awaitState("admin-1", Thread.State.WAITING);
        threads.start("rx-0", () -> enter(table));
        threads.awaitState("rx-0", Thread.State.BLOCKED);

        assertThat(stalled("rx-0").detail())
                .containsPattern("; \"admin-1\" is WAITING on ReentrantLock.*@[0-9a-f]+ held by \"flusher\" at ");
    }

    @Test
    void shouldNameTheWholeRingOfADeadlockOfMonitorsAndLocks() {
        Object table = new Object();
        ReentrantLock disk = new ReentrantLock();
        CyclicBarrier both = new CyclicBarrier(2);
        threads.start("rx-0", () -> {
            synchronized (table) {
                await(both);
                disk.lock();
            }
        });
        threads.start("rx-1", () -> {
            disk.lock();
            await(both);
            enter(table);
        });
        threads.awaitState("rx-1", Thread.State.BLOCKED);
        threads.awaitState("rx-0", Thread.State.WAITING);
        threads.start("rx-2", () -> enter(table));
        threads.awaitState("rx-2", Thread.State.BLOCKED);

        Diagnosis found = stalled("rx-0");
        assertThat(found.word()).isEqualTo("DEADLOCKED");
        assertThat(found.detail())
                .matches("\"rx-0\" waits for ReentrantLock\\S+@\\S+ held by \"rx-1\" at StallDiagnoserTest.*,"
                        + " which waits for Object@\\S+ held by \"rx-0\" .*at StallDiagnoserTest.*");
        assertThat(stalled("rx-1").word()).isEqualTo("DEADLOCKED");
        Diagnosis behind = stalled("rx-2");
        assertThat(behind.word()).isEqualTo("BLOCKED");
        assertThat(behind.detail()).contains("held by \"rx-0\"", "\"rx-0\" is DEADLOCKED: ", "\"rx-1\"");
    }

    @Test
    void shouldCallAThreadBlockedThatWaitsForReaders() {
        ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
        lock.readLock().lock();
        threads.start("rx-0", () -> lock.writeLock().lock());
        threads.awaitState("rx-0", Thread.State.WAITING);

        Diagnosis found = stalled("rx-0");
        assertThat(found.word()).isEqualTo("BLOCKED");
        assertThat(found.detail()).contains("ReentrantReadWriteLock", "held by nobody that the JVM names");
    }

    @Test
    void shouldSayOnWhatAThreadWaitsAndWhere() {
        CountDownLatch never = new CountDownLatch(1);
        threads.start("rx-0", () -> await(never));
        threads.awaitState("rx-0", Thread.State.WAITING);

        Diagnosis found = stalled("rx-0");
        assertThat(found.word()).isEqualTo("WAITING");
        assertThat(found.detail())
                .matches("on CountDownLatch\\$Sync@\\S+ in CountDownLatch.await at StallDiagnoserTest.await\\(.*\\)");
        assertThat(found.evidence().betweenNanos()).isPositive();
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
            assertThat(found.detail())
                    .matches("in (poll|read of socket:\\[\\d+]) in state S in Socket\\$SocketInputStream.read"
                            + " at StallDiagnoserTest.read\\(.*\\)");
            assertThat(found.evidence().kernelState()).isEqualTo("S");
            assertThat(found.evidence().systemCall()).matches("poll|read of .*");
        }
    }

    @Test
    void shouldNameTheFileThatAThreadReadsInVain() throws Exception {
        Path fifo = folder.resolve("orders");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        // Open for both, so that neither side waits for the other.
        try (RandomAccessFile pipe = new RandomAccessFile(fifo.toFile(), "rw")) {
            threads.start("rx-0", () -> read(pipe));
            threads.awaitKernelState("rx-0", "S");

            Diagnosis found = stalled("rx-0");
            pipe.write(1);
            assertThat(found.word()).isEqualTo("IN_SYSCALL");
            assertThat(found.detail())
                    .startsWith("in read of " + fifo.toRealPath() + " in state S in RandomAccessFile.read at ");
        }
    }

    @Test
    void shouldSayWhatAThreadDoesThatNeverBeat() {
        threads.start("rx-0", () -> LockSupport.park(this));
        threads.awaitState("rx-0", Thread.State.WAITING);

        Diagnosis found = StuckThreads.diagnose(diagnoser, threads.caseOf("rx-0", Cause.NEVER_BEAT, null));
        assertThat(found.word()).isEqualTo("NEVER_BEAT");
        assertThat(found.detail()).startsWith("entered the loop and never came to its first pass; it is WAITING");
        assertThat(found.stack()).contains("LockSupport.park");
    }

    @Test
    void shouldSayThatAThreadSleptForTooLong() {
        threads.start("rx-0", () -> LockSupport.park(this));
        threads.awaitState("rx-0", Thread.State.WAITING);

        Diagnosis found = StuckThreads.diagnose(diagnoser, threads.caseOf("rx-0", Cause.OVERSLEPT, null));
        assertThat(found.word()).isEqualTo("WAITING");
        assertThat(found.detail()).startsWith("asleep for longer than sleep-limit");
    }

    @Test
    void shouldSayThatAThreadHasEnded() {
        threads.start("rx-0", () -> {});
        threads.awaitState("rx-0", Thread.State.TERMINATED);
        Diagnoser.Case noThread = new Diagnoser.Case("rx-0", "com.acme.Rx#poll", Cause.STALLED, null, -1, -1, null);

        assertThat(stalled("rx-0").word()).isEqualTo("ENDED");
        assertThat(StuckThreads.diagnose(diagnoser, noThread).word()).isEqualTo("ENDED");
        assertThat(diagnoser.stackOf(null, -1)).isEqualTo("the thread has ended");
    }

    @Test
    void shouldSayOfAThreadThatRestsAgainThatItHadStarved() {
        AtomicBoolean enough = new AtomicBoolean();
        Runnable spin = () -> {
            while (!enough.get()) {
                Thread.onSpinWait();
            }
        };
        for (int i = 0; i < 8 * Runtime.getRuntime().availableProcessors(); i++) {
            threads.start("spinner-" + i, spin);
        }
        threads.start("rx-0", () -> {
            spin.run();
            LockSupport.park();
        });
        long tid = threads.tid("rx-0");
        Awaitility.await().until(() -> TaskLook.at(tid).runQueueWaitNanos() > TimeUnit.SECONDS.toNanos(1));
        enough.set(true);
        threads.awaitState("rx-0", Thread.State.WAITING);
        assertThat(stalled("rx-0").word()).isEqualTo("WAITING");

        // As if it had waited for all of that since now.
        earlier.put(tid, new TaskLook(System.nanoTime(), LinuxTasks.now(tid), 0, 0));
        Diagnosis found = stalled("rx-0");
        assertThat(found.word()).isEqualTo("STARVED");
        assertThat(found.detail())
                .matches("waited for a CPU for all of the \\d+ ms before it was looked at; since then it is"
                        + " WAITING in LockSupport.park at .*");
    }

    @Test
    void shouldNotCallAThreadStarvedThatWaitedAllTheTime() {
        threads.start("rx-0", LockSupport::park);
        threads.awaitState("rx-0", Thread.State.WAITING);
        earlier.lookAt(threads.tid("rx-0"));

        assertThat(stalled("rx-0").word()).isEqualTo("WAITING");
    }

    private Diagnosis stalled(String name) {
        return StuckThreads.diagnose(diagnoser, threads.caseOf(name, Cause.STALLED, null));
    }

    private static void enter(Object monitor) {
        synchronized (monitor) {
            LockSupport.park();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ended) {
            // That is how the test ends it.
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void read(RandomAccessFile file) {
        try {
            file.read();
        } catch (IOException closed) {
            // That is how the test ends it.
        }
    }

    private static void read(InputStream in) {
        try {
            in.read();
        } catch (IOException closed) {
            // That is how the test ends it.
        }
    }
}
