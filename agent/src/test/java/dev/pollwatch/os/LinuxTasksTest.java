package dev.pollwatch.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the threads of this very JVM. */
class LinuxTasksTest {

    private final AtomicLong nanos = new AtomicLong();
    private final LinuxTasks tasks = new LinuxTasks(nanos::get);

    @BeforeEach
    void needProc() {
        assumeThat(Path.of("/proc/self/task"))
                .as("/proc, from which all this is read")
                .isDirectory();
    }

    @Test
    void shouldTellWhatTheKernelKnowsOfTheCallingThread() {
        TaskFacts facts = tasks.of(CurrentThread.tid());

        assertThat(facts.core()).isBetween(0, 4095);
        assertThat(facts.allowedCores()).matches("\\d+([-,]\\d+)*");
        assertThat(facts.kernelState()).isEqualTo("R");
        assertThat(facts.cpuNanos()).isNotNegative();
        assertThat(facts.cpuPercent()).isBetween(0.0, 100.0);
        assertThat(facts.voluntarySwitches()).isNotNegative();
        assertThat(facts.involuntarySwitches()).isNotNegative();
    }

    @Test
    void shouldFindTheTaskThatTheKernelCallsByTheThreadsName() throws Exception {
        AtomicLong tid = new AtomicLong();
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = waiting("a (rx) thread-0", tid, end);

        await().until(() -> tid.get() != 0);
        String comm = Files.readString(Path.of("/proc/self/task/" + tid.get() + "/comm"), StandardCharsets.UTF_8);
        assertThat(comm.strip()).isEqualTo("a (rx) thread-0");
        await().until(() -> LinuxTasks.stateNow(tid.get()).equals("S"));
        assertThat(tasks.of(tid.get()).kernelState()).isEqualTo("S");

        end.countDown();
        thread.join();
        await().until(() -> LinuxTasks.stateNow(tid.get()).isEmpty());
    }

    @Test
    void shouldCountASleepOnceAndLeaveTheCountWhileItLasts() throws Exception {
        AtomicLong tid = new AtomicLong();
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = waiting("State:\tR", tid, end);
        await().until(() -> LinuxTasks.now(tid.get()).sleeps() && thread.getState() == Thread.State.WAITING);

        TaskNow asleep = LinuxTasks.now(tid.get());
        assertThat(asleep.voluntarySwitches()).isPositive();
        assertThat(LinuxTasks.now(tid.get())).isEqualTo(asleep);
        assertThat(LinuxTasks.now(CurrentThread.tid()).state()).isEqualTo("R");

        end.countDown();
        thread.join();
        await().until(() -> LinuxTasks.now(tid.get()).equals(TaskNow.UNKNOWN));
        assertThat(LinuxTasks.now(-1)).isEqualTo(TaskNow.UNKNOWN);
    }

    @Test
    void shouldKeepAnAnswerForASecond() {
        long tid = CurrentThread.tid();
        TaskFacts first = tasks.of(tid);
        nanos.addAndGet(Duration.ofMillis(999).toNanos());
        assertThat(tasks.of(tid)).isSameAs(first);
        nanos.addAndGet(Duration.ofMillis(1).toNanos());
        assertThat(tasks.of(tid)).isNotSameAs(first);
    }

    @Test
    void shouldTellTheCpuShareOfTheWindowBetweenTwoLooks() throws Exception {
        AtomicLong tid = new AtomicLong();
        AtomicBoolean stop = new AtomicBoolean();
        Thread spinner = new Thread(
                () -> {
                    tid.set(CurrentThread.tid());
                    while (!stop.get()) {
                        Thread.onSpinWait();
                    }
                },
                "spinner");
        spinner.start();
        await().until(() -> tid.get() != 0);
        LinuxTasks real = new LinuxTasks(System::nanoTime);
        long before = real.of(tid.get()).cpuNanos();
        await().pollInterval(Duration.ofMillis(100))
                .until(() -> real.of(tid.get()).cpuNanos() > before);

        // A spinner uses what it gets; how much that is, is up to what else this machine does.
        assertThat(real.of(tid.get()).cpuPercent()).isBetween(1.0, 110.0);
        stop.set(true);
        spinner.join();
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, Integer.MAX_VALUE, Long.MAX_VALUE})
    void shouldKnowNothingOfATaskThatDoesNotExist(long tid) {
        assertThat(tasks.of(tid)).isEqualTo(TaskFacts.UNKNOWN);
        assertThat(LinuxTasks.stateNow(tid)).isEmpty();
    }

    private static Thread waiting(String name, AtomicLong tid, CountDownLatch end) {
        Thread thread = new Thread(
                () -> {
                    tid.set(CurrentThread.tid());
                    try {
                        end.await();
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.start();
        return thread;
    }
}
