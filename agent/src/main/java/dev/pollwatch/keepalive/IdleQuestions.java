package dev.pollwatch.keepalive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The thread {@code pollwatch-idle}: asks the {@link IdleProbe}, so that a stack that takes long holds up neither the dispatcher nor a
 * diagnosis. Cheap answers come first, and between any two lots of stacks, so that a thread that plainly runs waits for nobody's stack.
 */
final class IdleQuestions {

    private static final int MOST_WAITING = 4096;

    /** So many stacks are taken between two looks for cheap answers. */
    private static final int AT_ONCE = 32;

    private static final long IDLE_SECONDS = 60;
    private static final String WHAT = "asking whether threads are idle";

    private record Waiting(Idling idling, int episode, IdleProbe.Question question) {

        void answer(IdleProbe.Answer answer) {
            idling.answered(episode, answer);
        }
    }

    private final IdleProbe probe;
    private final PollThreads.Trouble trouble;
    private final LinkedBlockingQueue<Waiting> queue = new LinkedBlockingQueue<>(MOST_WAITING);
    private final ThreadPoolExecutor executor;
    private volatile boolean prepared;
    private volatile @Nullable Thread asking;

    IdleQuestions(IdleProbe probe, PollThreads.Trouble trouble) {
        this.probe = probe;
        this.trouble = trouble;
        // No lambda: made on the host's way to its main.
        this.executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1), new ThreadFactory() {
                    @Override
                    public Thread newThread(Runnable task) {
                        Thread thread = new Thread(task, "pollwatch-idle");
                        thread.setDaemon(true);
                        thread.setContextClassLoader(IdleQuestions.class.getClassLoader());
                        asking = thread;
                        return thread;
                    }
                });
        executor.allowCoreThreadTimeOut(true);
        // One that is about to begin sees all that was put before.
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /**
     * Puts a question; it is asked after {@link #send}.
     *
     * @return {@code false} where too many wait already
     */
    boolean put(Idling idling, IdleProbe.Question question) {
        return queue.offer(new Waiting(idling, idling.episode(), question));
    }

    /** Whether the thread waits for anything just now; see {@link IdleProbe#waits}. */
    boolean waits(HostThread runner) {
        Thread thread = runner.thread();
        return thread != null && probe.waits(thread, runner.tid());
    }

    /**
     * Whether the thread that asks is at it, wants a CPU for it, or has not even come to begin: where a machine starves it, an answer comes
     * late, and not never.
     */
    boolean atIt() {
        Thread present = asking;
        return present == null || present.getState() != Thread.State.WAITING;
    }

    /** Has what was put looked into, all of one check together. */
    void send() {
        if (!queue.isEmpty()) {
            begin();
        }
    }

    /** There are rows, so there may be questions. */
    void prepare() {
        if (!prepared) {
            begin();
        }
    }

    private void begin() {
        try {
            executor.execute(this::work);
        } catch (OutOfMemoryError noThread) {
            trouble.report(WHAT, noThread);
        }
    }

    private void work() {
        if (!prepared) {
            prepared = true;
            try {
                probe.prepare();
            } catch (Throwable failure) {
                trouble.report(WHAT, failure);
            }
        }
        Deque<Waiting> unclear = new ArrayDeque<>();
        while (true) {
            for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
                if (!glance(next)) {
                    unclear.add(next);
                }
            }
            if (unclear.isEmpty()) {
                return;
            }
            Map<IdleProbe.Question, Waiting> some = new IdentityHashMap<>();
            List<IdleProbe.Question> questions = new ArrayList<>();
            while (questions.size() < AT_ONCE && !unclear.isEmpty()) {
                Waiting one = unclear.remove();
                some.put(one.question(), one);
                questions.add(one.question());
            }
            look(questions, some);
        }
    }

    /** Whether no look at the stack is needed. */
    private boolean glance(Waiting waiting) {
        IdleProbe.Answer answer;
        try {
            // It went on since; whatever is found now would be of no use.
            boolean over = waiting.episode() != waiting.idling().episode();
            answer = over ? IdleProbe.Answer.UNKNOWN : probe.glance(waiting.question());
        } catch (Throwable failure) {
            trouble.report(WHAT, failure);
            answer = IdleProbe.Answer.UNKNOWN;
        }
        if (answer == null) {
            return false;
        }
        waiting.answer(answer);
        return true;
    }

    private void look(List<IdleProbe.Question> questions, Map<IdleProbe.Question, Waiting> waiting) {
        try {
            probe.look(questions, (question, answer) -> {
                Waiting asked = waiting.remove(question);
                if (asked != null) {
                    asked.answer(answer);
                }
            });
        } catch (Throwable failure) {
            trouble.report(WHAT, failure);
        }
        waiting.values().forEach(unanswered -> unanswered.answer(IdleProbe.Answer.UNKNOWN));
    }
}
