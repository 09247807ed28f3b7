package dev.pollwatch.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class CurrentThreadTest {

    @Test
    void shouldGiveEachThreadItsOwnTid() throws InterruptedException {
        assumeThat(Path.of("/proc/thread-self")).exists();
        AtomicLong other = new AtomicLong();
        Thread thread = new Thread(() -> other.set(CurrentThread.tid()));
        thread.start();
        thread.join();

        assertThat(CurrentThread.tid()).isPositive().isEqualTo(CurrentThread.tid());
        assertThat(other.get()).isPositive().isNotEqualTo(CurrentThread.tid());
    }

    @Test
    void shouldGiveTheTidOfAnInterruptedThreadToo() {
        assumeThat(Path.of("/proc/thread-self")).exists();
        Thread.currentThread().interrupt();
        try {
            assertThat(CurrentThread.tid()).isPositive();
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    @SuppressWarnings("deprecation") // getId() is what the JDK itself gives, as long as nobody overrides it.
    void shouldGiveTheIdThatJavaGave() {
        assertThat(CurrentThread.javaId(Thread.currentThread()))
                .isEqualTo(Thread.currentThread().getId());
    }

    @Test
    void shouldCallAPlatformThreadNotVirtual() {
        assertThat(CurrentThread.isVirtual(Thread.currentThread())).isFalse();
    }

    @Test
    void shouldKnowNoTidOfAVirtualThread() throws Exception {
        assumeThat(Runtime.version().feature()).as("a JDK with virtual threads").isGreaterThanOrEqualTo(21);
        AtomicLong tid = new AtomicLong();
        AtomicReference<Boolean> virtual = new AtomicReference<>();
        Runnable task = () -> {
            tid.set(CurrentThread.tid());
            virtual.set(CurrentThread.isVirtual(Thread.currentThread()));
        };
        Thread thread = (Thread)
                Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
        thread.join();

        assertThat(tid).hasValue(-1);
        assertThat(virtual).hasValue(true);
    }
}
