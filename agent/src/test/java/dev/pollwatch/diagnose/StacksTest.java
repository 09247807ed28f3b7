package dev.pollwatch.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pollwatch.os.CurrentThread;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** As under a collector without safepoint polls in counted loops, on a JDK where a stack stops all threads. */
class StacksTest {

    private final StuckThreads threads = new StuckThreads();
    private final AtomicBoolean stop = new AtomicBoolean();
    private Map<Long, Long> moves = Map.of();
    private final Stacks stacks = new Stacks(() -> moves, false, SafepointRisk.Kernel.LINUX);

    @BeforeEach
    void aJdkWhereItIsDangerous() {
        assumeTrue(stacks.stopsAll(), "no stack stops all threads on this JDK");
    }

    @BeforeEach
    void start() {
        threads.start("rx-0", LockSupport::park);
        threads.awaitState("rx-0", Thread.State.WAITING);
        threads.awaitKernelState("rx-0", "S");
        threads.start("rx-1", () -> {
            while (!stop.get()) {
                Thread.onSpinWait();
            }
        });
        threads.awaitKernelState("rx-1", "R");
    }

    @AfterEach
    void close() {
        stop.set(true);
        threads.close();
    }

    @Test
    void shouldTakeTheStackOfAWaitingThread() {
        assertThat(of("rx-0").frames()).isNotEmpty();
        assertThat(ofWaiting("rx-0").frames()).isNotEmpty();
    }

    @Test
    void shouldTakeNoStackWhileAPollThreadWithoutProgressRuns() {
        moves = Map.of(threads.tid("rx-0"), 7L, threads.tid("rx-1"), 7L);

        assertThat(of("rx-0").whyNone()).contains("another poll thread runs without progress");
        assertThat(ofWaiting("rx-0").whyNone()).contains("another poll thread runs without progress");
        assertThat(ofWaiting("rx-0").frames()).isEmpty();
    }

    @Test
    void shouldTakeItWhereThatThreadOnlyWaits() {
        moves = Map.of(threads.tid("rx-0"), 7L);

        assertThat(of("rx-0").frames()).isNotEmpty();
        assertThat(ofWaiting("rx-0").frames()).isNotEmpty();
    }

    @Test
    void shouldTakeNoStackOfARunningThread() {
        assertThat(of("rx-1").whyNone()).contains("asking a running thread");
    }

    private Stacks.Taken of(String name) {
        return stacks.of(threads.thread(name), threads.tid(name));
    }

    private Stacks.Taken ofWaiting(String name) {
        Thread thread = threads.thread(name);
        Stacks.Target target = new Stacks.Target(thread, threads.tid(name), CurrentThread.javaId(thread));
        return stacks.ofWaiting(List.of(target)).get(0);
    }
}
