package dev.pollwatch.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwatch.keepalive.IdleProbe.Answer;
import dev.pollwatch.keepalive.IdleProbe.Kind;
import dev.pollwatch.keepalive.IdleProbe.Question;
import dev.pollwatch.os.LinuxTasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Real threads, each in the loop method {@link #poll} of this class. */
class StackIdleProbeTest {

    private static final String LOOP = "dev.pollwatch.diagnose.StackIdleProbeTest#poll";

    private final StuckThreads threads = new StuckThreads();
    private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();
    private final StackIdleProbe probe = new StackIdleProbe(
            IdleHints.NONE, new Stacks(Map::of, true, SafepointRisk.Kernel.LINUX), new EarlierLooks());

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void shouldFindAThreadIdleThatTakesFromAQueueInAHelper() {
        idle("rx-0");

        Answer found = ask("rx-0", null);
        assertThat(found.kind()).isEqualTo(Kind.IDLE);
        assertThat(found.detail()).isEqualTo("idle in LinkedBlockingQueue.take");
    }

    @Test
    void shouldTakeNoSecondStackOfAThreadThatHasNotMoved() {
        idle("rx-0");
        Answer first = ask("rx-0", null);

        assertThat(first.mark()).isNotNegative();
        assertThat(probe.glance(question("rx-0", first))).isSameAs(first);
    }

    @Test
    void shouldLookAgainAtAThreadThatHasMoved() {
        idle("rx-0");
        Answer first = ask("rx-0", null);
        queue.add(this);

        await().until(() -> probe.glance(question("rx-0", first)) == null);
        assertThat(ask("rx-0", first).kind()).isEqualTo(Kind.IDLE);
    }

    @Test
    void shouldFindABusyThreadBusyWithoutItsStack() {
        AtomicBoolean stop = new AtomicBoolean();
        start("rx-0", () -> {
            while (!stop.get()) {
                Thread.onSpinWait();
            }
        });
        threads.awaitKernelState("rx-0", "R");

        // A thread that spins is now and then not running: where the machine has others to run, or stops it.
        await().untilAsserted(() -> assertThat(probe.glance(question("rx-0", null)))
                .isNotNull()
                .extracting(Answer::kind)
                .isEqualTo(Kind.BUSY));
        stop.set(true);
    }

    @Test
    void shouldFindAThreadBusyThatWaitsInAHandler() {
        start("rx-0", new Handler(queue));
        threads.awaitKernelState("rx-0", "S");
        threads.awaitState("rx-0", Thread.State.WAITING);

        assertThat(ask("rx-0", null).kind()).isEqualTo(Kind.BUSY);
    }

    @Test
    void shouldFindAThreadBusyThatOnlyParksOrWaitsForALock() {
        start("rx-0", LockSupport::park);
        threads.awaitState("rx-0", Thread.State.WAITING);
        synchronized (queue) {
            start("rx-1", () -> {
                synchronized (queue) {
                    queue.size();
                }
            });
            threads.awaitState("rx-1", Thread.State.BLOCKED);

            assertThat(ask("rx-0", null).kind()).isEqualTo(Kind.BUSY);
            assertThat(ask("rx-1", null).kind()).isEqualTo(Kind.BUSY);
        }
    }

    @Test
    void shouldSayThatAThreadHasLeftTheLoop() {
        threads.start("rx-0", this::next);
        threads.awaitState("rx-0", Thread.State.WAITING);

        assertThat(ask("rx-0", null).kind()).isEqualTo(Kind.ABSENT);
    }

    @Test
    void shouldFindAThreadIdleThatNapsAllTheTime() {
        start("rx-0", () -> {
            boolean waiting = true;
            while (waiting) {
                waiting = nothingFor(1, TimeUnit.MILLISECONDS);
            }
        });
        Answer last = ask("rx-0", null);
        int idle = 0;
        for (int i = 0; i < 100; i++) {
            long before = last.mark();
            await().pollInterval(Duration.ofMillis(2))
                    .until(() -> LinuxTasks.now(threads.tid("rx-0")).voluntarySwitches() != before);
            last = ask("rx-0", last);
            idle += last.kind() == Kind.IDLE ? 1 : 0;
        }

        assertThat(idle).isGreaterThan(80);
    }

    @Test
    void shouldNotKnowOfAThreadThatHasEnded() {
        threads.start("rx-0", () -> {});
        threads.awaitState("rx-0", Thread.State.TERMINATED);

        assertThat(probe.glance(question("rx-0", null))).isEqualTo(Answer.UNKNOWN);
        assertThat(probe.glance(new Question("rx-0", LOOP, null, -1, -1, null, null)))
                .isEqualTo(Answer.UNKNOWN);
        assertThat(look(List.of(question("rx-0", null))).values()).containsExactly(Answer.UNKNOWN);
    }

    @Test
    void shouldAnswerForEachOfManyAtOnce() {
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            idle("rx-" + i);
            questions.add(question("rx-" + i, null));
        }
        threads.start("rx-20", this::next);
        threads.awaitState("rx-20", Thread.State.WAITING);
        questions.add(question("rx-20", null));

        Map<Question, Answer> answers = look(questions);
        assertThat(answers).hasSize(21);
        assertThat(answers.get(questions.get(20)).kind()).isEqualTo(Kind.ABSENT);
        assertThat(questions.subList(0, 20))
                .allSatisfy(question -> assertThat(answers.get(question).kind()).isEqualTo(Kind.IDLE));
    }

    private void idle(String name) {
        start(name, this::next);
        threads.awaitState(name, Thread.State.WAITING);
        threads.awaitKernelState(name, "S");
    }

    private void start(String name, Runnable body) {
        threads.start(name, () -> poll(body));
    }

    /** The loop. */
    private void poll(Runnable body) {
        body.run();
        while (!Thread.currentThread().isInterrupted()) {
            next();
        }
    }

    /** Its helper. */
    private void next() {
        try {
            queue.take();
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean nothingFor(long time, TimeUnit unit) {
        try {
            return queue.poll(time, unit) == null;
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Answer ask(String name, @Nullable Answer last) {
        Question question = question(name, last);
        Answer glanced = probe.glance(question);
        return glanced == null ? look(List.of(question)).get(question) : glanced;
    }

    private Map<Question, Answer> look(List<Question> questions) {
        Map<Question, Answer> answers = new HashMap<>();
        probe.look(questions, answers::put);
        return answers;
    }

    private Question question(String name, @Nullable Answer last) {
        return threads.question(name, LOOP, last);
    }

    /** Takes from a queue, though it is no poll loop. */
    private record Handler(BlockingQueue<Object> queue) implements Runnable {

        @Override
        public void run() {
            try {
                queue.take();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
