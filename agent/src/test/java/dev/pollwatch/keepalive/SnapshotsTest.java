package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What readers get while somebody holds the dispatcher's lock and does not give it back. */
class SnapshotsTest {

    private static final int READERS = 100;

    private final WatchBench bench = new WatchBench();
    private final ReentrantLock lock = new ReentrantLock();
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final List<Row> present = new ArrayList<>();
    private final Snapshots snapshots = new Snapshots(bench.clock, lock, this::make);

    @AfterEach
    void close() {
        goOn.countDown();
        bench.close();
    }

    @Test
    void shouldMakeOneReaderWaitForACheckThatHangsAndNotEach() throws InterruptedException {
        hang();
        long began = System.nanoTime();
        for (int i = 0; i < READERS; i++) {
            snapshots.newest();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(READERS / 4));
    }

    @Test
    void shouldShowTheLastRowsThoughTheyAreOutdatedWhereACheckHangs() throws InterruptedException {
        addRow();
        snapshots.newest();
        snapshots.outdate();
        hang();

        assertThat(snapshots.newest().rows()).extracting(Row::name).containsExactly("rx-0");
    }

    @Test
    void shouldShowThePresentRowsAgainWhenTheCheckGoesOn() throws InterruptedException {
        Thread hanging = hang();
        snapshots.newest();
        addRow();
        goOn.countDown();
        hanging.join();

        assertThat(snapshots.newest().rows()).extracting(Row::name).containsExactly("rx-0");
    }

    @Test
    void shouldMakeANewOneOnceTheOldIsOutdated() {
        addRow();
        Row row = present.remove(0);
        assertThat(snapshots.newest().rows()).isEmpty();
        present.add(row);
        assertThat(snapshots.newest().rows()).isEmpty();
        snapshots.outdate();

        assertThat(snapshots.newest().rows()).hasSize(1);
    }

    private void addRow() {
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        present.add(bench.row("rx-0"));
    }

    private Thread hang() throws InterruptedException {
        CountDownLatch has = new CountDownLatch(1);
        Thread holder = new Thread(() -> {
            lock.lock();
            has.countDown();
            try {
                goOn.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            } finally {
                lock.unlock();
            }
        });
        holder.setDaemon(true);
        holder.start();
        has.await();
        return holder;
    }

    private Snapshot make(@Nullable List<Row> old) {
        return new Snapshot(0, 0, false, 1, 2, 0, 0, 0, 0, old == null ? present : old);
    }
}
