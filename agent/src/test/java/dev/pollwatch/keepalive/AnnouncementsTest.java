package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AnnouncementsTest {

    private final WatchBench bench = new WatchBench();
    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** A failure that cannot even be told. */
    private static final class UnreportableError extends Error {

        private static final long serialVersionUID = 1;

        @Override
        public String toString() {
            throw new OutOfMemoryError("no memory for a message");
        }
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void shouldTellANewListenerOfTheRowsThatExist() {
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        Announced late = new Announced();
        bench.watch.addListener(late);

        await().untilAsserted(() -> assertThat(late.added()).containsExactly("rx-0"));
        assertThat(late.changes()).isEmpty();
    }

    @Test
    void shouldTellTheOthersWhenAListenerThrows() {
        bench.watch.addListener(new KeepaliveListener() {
            @Override
            public void stateChanged(StateChange change) {
                throw new IllegalStateException("a view is broken");
            }
        });
        Announced last = new Announced();
        bench.watch.addListener(last);
        bench.thread("rx-0").goRound(bench.rx);
        bench.pass(Duration.ofSeconds(3));

        await().untilAsserted(() -> assertThat(last.statesOf("rx-0")).containsExactly(State.ALIVE, State.DEAD));
        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE, State.DEAD);
        await().untilAsserted(() -> assertThat(bench.troubles).hasSize(2).allMatch(each -> each.contains("broken")));
    }

    @Test
    void shouldWaitForNoListenerThatBlocks() {
        CountDownLatch never = new CountDownLatch(1);
        bench.watch.addListener(new KeepaliveListener() {
            @Override
            public void stateChanged(StateChange change) {
                awaitQuietly(never);
            }
        });
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        for (int i = 0; i < 50; i++) {
            bench.pass(Duration.ofSeconds(3));
            thread.beat();
            bench.check();
        }

        assertThat(bench.announced().statesOf("rx-0")).hasSize(101);
        never.countDown();
    }

    @Test
    void shouldGoOnTellingAListenerThoughNotEvenItsFailureCanBeReported() {
        bench.watch.addListener(new KeepaliveListener() {
            @Override
            public void stateChanged(StateChange change) {
                throw new UnreportableError();
            }

            @Override
            public void rowAdded(Row row) {
                heard.add(row.name());
            }
        });
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        thread.leave();
        bench.check();
        bench.thread("rx-1").goRound(bench.rx);
        bench.check();

        await().until(() -> heard.contains("rx-1"));
    }

    @Test
    void shouldGoOnTellingAListenerWhoseThreadWasInterrupted() {
        bench.announced();
        announcers().forEach(Thread::interrupt);
        bench.thread("rx-0").goRound(bench.rx);
        bench.check();

        assertThat(bench.announced().statesOf("rx-0")).containsExactly(State.ALIVE);
    }

    @Test
    void shouldAnnounceAChangeThoughItsDiagnosisFails() {
        try (WatchBench broken = benchWith(new WatchBench.NoDiagnosis() {
            @Override
            Diagnosis diagnose(Case found) {
                throw new IllegalStateException("cannot tell");
            }
        })) {
            broken.thread("rx-0").goRound(broken.rx);
            broken.thread("rx-1").goRound(broken.rx).leaveBy(new IllegalStateException());
            broken.pass(Duration.ofSeconds(3));

            assertThat(broken.announced().statesOf("rx-0")).containsExactly(State.ALIVE, State.DEAD);
            assertThat(broken.row("rx-1").diagnosis().word()).isEqualTo("THREW");
            assertThat(broken.troubles).hasSize(2).allMatch(each -> each.contains("cannot tell"));
        }
    }

    @Test
    void shouldMarkADiagnosisThatCameAfterTheThreadHadGoneOn() {
        CountDownLatch goneOn = new CountDownLatch(1);
        try (WatchBench slow = benchWith(new WatchBench.NoDiagnosis() {
            @Override
            Diagnosis diagnose(Case found) {
                awaitQuietly(goneOn);
                return Diagnosis.of("SPINNING", "at Rx.poll(Rx.java:7)");
            }
        })) {
            LoopThread thread = slow.thread("rx-0").goRound(slow.rx);
            slow.pass(Duration.ofSeconds(3));
            thread.beat();
            goneOn.countDown();

            assertThat(slow.announced().changes())
                    .filteredOn(change -> change.to() == State.DEAD)
                    .extracting(change -> change.row().diagnosis().detail())
                    .containsExactly("at Rx.poll(Rx.java:7) (it went on before this was looked at)");
        }
    }

    @Test
    void shouldWaitForADiagnosisThatIsSlowAndAtWork() {
        try (WatchBench slow = benchWith(new WatchBench.NoDiagnosis() {
            @Override
            Diagnosis diagnose(Case found) {
                // Longer than an announcement waits for one that hangs.
                long end = System.nanoTime() + Diagnoses.PATIENCE_NANOS + TimeUnit.SECONDS.toNanos(1);
                while (System.nanoTime() - end < 0) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
                return Diagnosis.of("SPINNING", "at Rx.poll(Rx.java:7)");
            }
        })) {
            slow.thread("rx-0").goRound(slow.rx);
            slow.pass(Duration.ofSeconds(3));

            assertThat(slow.announced().changes())
                    .filteredOn(change -> change.to() == State.DEAD)
                    .extracting(change -> change.row().diagnosis().word())
                    .containsExactly("SPINNING");
        }
    }

    @Test
    void shouldNotAnnounceEachOfManyDeathsLaterThanTheOneBeforeWhereTheDiagnosisHangs() {
        CountDownLatch never = new CountDownLatch(1);
        try (WatchBench hanging = benchWith(new WatchBench.NoDiagnosis() {
            @Override
            public Diagnosis diagnose(Case found) {
                awaitQuietly(never);
                return Diagnosis.NONE;
            }
        })) {
            for (int i = 0; i < 50; i++) {
                hanging.thread("rx-" + i).goRound(hanging.rx);
            }
            hanging.pass(Duration.ofSeconds(3));

            // One after the other they would take 100 s.
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> hanging.announced.changes().stream()
                                    .filter(change -> change.to() == State.DEAD)
                                    .count()
                            == 50);
            never.countDown();
        }
    }

    @Test
    void shouldSayOnceThatNothingMoreComes() {
        AtomicInteger quiet = new AtomicInteger();
        AtomicInteger changes = new AtomicInteger();
        bench.watch.addListener(new KeepaliveListener() {
            @Override
            public void stateChanged(StateChange change) {
                changes.incrementAndGet();
                quiet.set(0);
            }

            @Override
            public void quiet() {
                quiet.incrementAndGet();
            }
        });
        LoopThread thread = bench.thread("rx-0").goRound(bench.rx);
        bench.check();
        await().until(() -> changes.get() == 1 && quiet.get() == 1);
        thread.leave();
        bench.check();
        await().until(() -> changes.get() == 2 && quiet.get() == 1);
        await().during(Duration.ofMillis(1500)).until(() -> quiet.get() == 1);
    }

    @Test
    void shouldGoOnWithTheOtherRowsWhenOneFails() {
        // A rule cannot say so much; it makes the judging of its rows overflow.
        int broken = bench.loop("com.acme.Broken#run", new LoopPolicy(Duration.ofSeconds(Long.MAX_VALUE), false, true));
        bench.thread("a").goRound(broken);
        bench.thread("b").goRound(bench.rx);
        bench.thread("c").goRound(broken);
        bench.check();

        assertThat(bench.state("b")).isEqualTo(State.ALIVE);
        assertThat(bench.troubles).hasSize(2).allMatch(each -> each.startsWith("checking the row of"));
    }

    private static WatchBench benchWith(Diagnoser diagnoser) {
        return new WatchBench(Timing.of(WatchBench.INTERVAL, null, null, WatchBench.RETENTION), 100, diagnoser);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<Thread> announcers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("pollwatch-announcer"))
                .toList();
    }
}
