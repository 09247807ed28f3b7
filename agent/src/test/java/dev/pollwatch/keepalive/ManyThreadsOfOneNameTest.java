package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;

/** Thousands of threads of one name, as unnamed virtual threads are: here played by few threads that say they are many. */
class ManyThreadsOfOneNameTest {

    private static final int MANY = 3000;

    private final Loops loops = new Loops();
    private final Loop loop = loops.byId(loops.register("com.acme.Rx#poll", LoopPolicy.DEFAULT));
    private final Rows rows = new Rows(MANY);

    @Test
    void shouldNumberThemAndGiveEachARowOfItsOwn() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < MANY; i++) {
            names.add(take(thread(i)).name());
        }

        assertThat(names).hasSize(MANY).contains("virtual", "virtual #2", "virtual #" + MANY);
        assertThat(rows.take(thread(MANY), loop, "virtual", Tenure.ENTERED)).isNull();
        assertThat(rows.all()).hasSize(MANY);
    }

    @Test
    void shouldFindTheOneFreeRowAmongThousands() {
        List<PollRow> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(take(thread(i)));
        }
        for (int i = 0; i < MANY; i += 7) {
            all.get(i).left(null);
            assertThat(take(thread(MANY + i))).isSameAs(all.get(i));
        }
    }

    @Test
    void shouldHandOnTheRowsOfThreadsThatEndedWithoutLeaving() {
        List<HostThread> ended = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            HostThread thread = new HostThread(new Thread("never started"), -1, i, true);
            ended.add(thread);
            assertThat(rows.take(thread, loop, "virtual", Tenure.CALLED)).isNotNull();
        }

        // The first few rows are tried always; so there are hardly more rows than these.
        assertThat(rows.all()).hasSizeLessThan(20);
    }

    @Test
    void shouldOfferARowThatItsThreadHasReturnedToOnlyOnce() {
        List<PollRow> all = new ArrayList<>();
        List<HostThread> threads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            threads.add(thread(i));
            all.add(take(threads.get(i)));
        }
        for (int i = 0; i < 100; i++) {
            all.get(i).left(null);
            assertThat(all.get(i).claim(threads.get(i), Tenure.ENTERED)).isTrue();
        }
        PollRow fresh = take(thread(100));
        assertThat(fresh.name()).isEqualTo("virtual #101");
        all.get(50).left(null);
        assertThat(take(thread(101))).isSameAs(all.get(50));
    }

    @Test
    void shouldReuseTheNamesOfRowsThatHaveGoneAndForgetTheNameWithTheLast() {
        List<PollRow> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(take(thread(i)));
        }
        all.forEach(row -> row.left(null));
        assertThat(rows.remove(all.get(60))).isTrue();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            names.add(take(thread(200 + i)).name());
        }
        assertThat(names).hasSize(100).contains("virtual #61").doesNotContain("virtual #101");

        List.copyOf(rows.all()).forEach(row -> {
            row.left(null);
            assertThat(rows.remove(row)).isTrue();
        });
        assertThat(rows.all()).isEmpty();
        assertThat(take(thread(1)).name()).isEqualTo("virtual");
    }

    @Test
    void shouldNeverGiveOneRowToTwoThreadsAtOnceNorLoseOne() throws InterruptedException {
        ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(4);
        for (int t = 0; t < 4; t++) {
            int number = t;
            new Thread(() -> {
                        try {
                            comeAndGo(number, wrong);
                        } finally {
                            done.countDown();
                        }
                    })
                    .start();
        }
        done.await();

        assertThat(wrong).isEmpty();
        // Four at a time hold fifty each, and one may be between two rows.
        assertThat(rows.all()).hasSizeBetween(50, 260);
    }

    private void comeAndGo(int number, ConcurrentLinkedQueue<String> wrong) {
        List<HostThread> threads = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            threads.add(thread(number * 50 + i));
        }
        for (int round = 0; round < 300; round++) {
            List<PollRow> held = new ArrayList<>();
            for (HostThread thread : threads) {
                PollRow row = take(thread);
                AtomicLongArray words = row.words();
                words.setOpaque(0, thread.javaThreadId() + 1);
                held.add(row);
            }
            for (int i = 0; i < held.size(); i++) {
                PollRow row = held.get(i);
                if (row.words().getOpaque(0) != threads.get(i).javaThreadId() + 1) {
                    wrong.add(row.name() + " had two owners");
                }
                row.left(null);
            }
            if (round % 50 == number) {
                rows.all().forEach(rows::remove);
            }
        }
    }

    private PollRow take(HostThread thread) {
        PollRow row = rows.take(thread, loop, "virtual", Tenure.ENTERED);
        assertThat(row).as("row of %d", thread.javaThreadId()).isNotNull();
        return row;
    }

    private static HostThread thread(long id) {
        return new HostThread(Thread.currentThread(), -1, id, true);
    }
}
