package dev.pollwatch.keepalive;

import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A probe that finds what a test tells it, by the row's thread name; {@link Kind#UNKNOWN} where nothing was told. */
class ToldProbe implements IdleProbe {

    private static final Answer IDLE = new Answer(Kind.IDLE, "idle in Queue.take", 7);

    private final Map<String, Answer> told = new ConcurrentHashMap<>();
    private final List<Question> asked = new CopyOnWriteArrayList<>();
    private final List<Integer> lots = new CopyOnWriteArrayList<>();
    private volatile int answered;
    private volatile @Nullable Thread looking;
    private volatile boolean running;
    private volatile boolean starved;
    private volatile CountDownLatch open = new CountDownLatch(0);
    private volatile @Nullable RuntimeException failure;

    ToldProbe idle(String name) {
        told.put(name, IDLE);
        return this;
    }

    ToldProbe finds(String name, Kind kind) {
        told.put(name, new Answer(kind, "", 7));
        return this;
    }

    /** All threads run, as far as the kernel knows. */
    void allRun() {
        running = true;
    }

    /** Whoever asks from now on gets no answer before {@link #goOn}. */
    void hang() {
        open = new CountDownLatch(1);
    }

    /** The same, but who asks does not wait for anything else: the machine gives it no CPU. */
    void starve() {
        starved = true;
        hang();
    }

    void goOn() {
        open.countDown();
    }

    void failBy(RuntimeException thrown) {
        failure = thrown;
    }

    @Override
    public boolean waits(Thread thread, long tid) {
        return !running;
    }

    @Override
    public void prepare() {
        // Is ready.
    }

    @Override
    public @Nullable Answer glance(Question question) {
        asked.add(question);
        return null;
    }

    @Override
    public void look(List<Question> questions, BiConsumer<Question, Answer> answers) {
        lots.add(questions.size());
        looking = Thread.currentThread();
        try {
            // In the first case the JVM says of the thread what it says of one that may come back by itself.
            if (!starved || !open.await(1, TimeUnit.HOURS)) {
                open.await();
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        RuntimeException fails = failure;
        if (fails != null) {
            throw fails;
        }
        for (Question question : questions) {
            answers.accept(question, told.getOrDefault(question.name(), Answer.UNKNOWN));
            answered++;
        }
    }

    /** Waits until so many questions have been answered in all. */
    void awaitAnswered(int questions) {
        await().until(() -> answered >= questions);
    }

    /** Waits until who asks gets no answer. */
    void awaitHanging() {
        Thread.State expected = starved ? Thread.State.TIMED_WAITING : Thread.State.WAITING;
        await().until(() -> {
            Thread present = looking;
            return present != null && present.getState() == expected;
        });
    }

    void awaitAsked(int questions) {
        await().until(() -> asked.size() >= questions);
    }

    List<Question> asked() {
        return asked;
    }

    int timesAsked() {
        return asked.size();
    }

    /** How many stacks were asked for at once, each time. */
    List<Integer> lots() {
        return lots;
    }
}
