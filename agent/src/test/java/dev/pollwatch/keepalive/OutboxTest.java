package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What gathers before a listener that blocks, a host's own one for notifications perhaps: rows come and go meanwhile. */
class OutboxTest {

    private final WatchBench bench = new WatchBench(Timing.of(WatchBench.INTERVAL, null, null, Duration.ofMillis(250)));
    private final CountDownLatch open = new CountDownLatch(1);
    private final CountDownLatch blocked = new CountDownLatch(1);
    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final Outbox outbox = new Outbox(new Blocked(), (what, failure) -> told.add(failure.getMessage()));

    @AfterEach
    void close() {
        open.countDown();
        bench.close();
    }

    @Test
    void shouldGatherNoHeapOfRowsThatCameAndWentWhileItsListenerBlocks() throws InterruptedException {
        Row stays = row("stays");
        Row first = row("first");
        Row second = row("second");
        outbox.added(stays);
        outbox.start(1);
        blocked.await();
        for (int i = 0; i < 10_000; i++) {
            outbox.added(first);
            outbox.change(first, listener -> told.add("change of first"));
            outbox.removed(first);
        }
        outbox.added(second);
        outbox.removed(stays);
        outbox.news(listener -> told.add("news"));
        assertThat(outbox.waiting()).isLessThan(8200);
        open.countDown();

        await().untilAsserted(() -> assertThat(told)
                .startsWith("+stays")
                .containsSubsequence("+second", "-stays", "news")
                .anyMatch(line -> line.endsWith(" were dropped because it was too slow")));
    }

    @Test
    void shouldTellARowsGoingOnceItsComingWasTold() throws InterruptedException {
        open.countDown();
        Row row = row("rx-0");
        outbox.start(1);
        outbox.added(row);
        await().until(() -> told.contains("+rx-0"));
        outbox.removed(row);

        await().untilAsserted(() -> assertThat(told).containsExactly("+rx-0", "-rx-0"));
    }

    private Row row(String name) {
        bench.thread(name).goRound(bench.rx);
        bench.check();
        return bench.row(name);
    }

    private final class Blocked implements KeepaliveListener {

        @Override
        public void rowAdded(Row row) {
            blocked.countDown();
            try {
                open.await();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
            told.add("+" + row.name());
        }

        @Override
        public void rowRemoved(Row row) {
            told.add("-" + row.name());
        }
    }
}
