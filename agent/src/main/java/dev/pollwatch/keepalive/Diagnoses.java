package dev.pollwatch.keepalive;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The thread {@code pollwatch-diagnosis}: verdicts come first, their reasons after, and a slow reason holds up no verdict. */
final class Diagnoses {

    /** An announcement waits so long for its diagnosis while none comes for anybody, and then goes without. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** And so long where hundreds turned DEAD together and their diagnoses come one by one, or where the machine lets them be made slowly only. */
    private static final long MOST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long LOOK_MILLIS = 50;

    private static final String WHAT = "diagnosing \"";

    /** So many are looked at together. */
    private static final int AT_ONCE = 256;

    private static final int MOST_WAITING = 4096;
    private static final long IDLE_SECONDS = 60;

    private final Diagnoser diagnoser;
    private final PollThreads.Trouble trouble;
    private final LinkedBlockingQueue<Job> queue = new LinkedBlockingQueue<>(MOST_WAITING);
    private final ThreadPoolExecutor executor;

    /** When a diagnosis was last found, {@link System#nanoTime()}. */
    private volatile long lastFound = System.nanoTime() - PATIENCE_NANOS;

    /** The thread that diagnoses, while it does. */
    private volatile @Nullable Thread atWork;

    /** A diagnosis that may still be on its way. */
    interface Pending {

        Pending NONE = change -> change;

        /** The change with its diagnosis, if that comes in time. */
        StateChange addTo(StateChange change);
    }

    private final class Waiting implements Pending {

        private final CompletableFuture<Diagnosis> result;
        private final long since = System.nanoTime();

        private Waiting(CompletableFuture<Diagnosis> result) {
            this.result = result;
        }

        @Override
        public StateChange addTo(StateChange change) {
            while (true) {
                try {
                    return change.with(result.get(LOOK_MILLIS, TimeUnit.MILLISECONDS));
                } catch (TimeoutException notYet) {
                    // From the verdict on, and not anew for each: where the diagnosis hangs, hundreds would be
                    // announced two seconds after one another.
                    long now = System.nanoTime();
                    long waited = now - since;
                    boolean comes = now - lastFound < PATIENCE_NANOS || atIt();
                    if (waited >= MOST_PATIENCE_NANOS || (waited >= PATIENCE_NANOS && !comes)) {
                        return change;
                    }
                } catch (ExecutionException failed) {
                    return change;
                } catch (InterruptedException notForUs) {
                    return change;
                }
            }
        }
    }

    private record Job(Diagnoser.Case found, UnaryOperator<Diagnosis> settle, CompletableFuture<Diagnosis> result) {}

    Diagnoses(Diagnoser diagnoser, PollThreads.Trouble trouble) {
        this.diagnoser = diagnoser;
        this.trouble = trouble;
        // No lambda: made on the host's way to its main.
        this.executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1), new ThreadFactory() {
                    @Override
                    public Thread newThread(Runnable task) {
                        Thread thread = new Thread(task, "pollwatch-diagnosis");
                        thread.setDaemon(true);
                        thread.setContextClassLoader(Diagnoses.class.getClassLoader());
                        return thread;
                    }
                });
        executor.allowCoreThreadTimeOut(true);
        // One that is about to begin sees all that was put before.
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /**
     * Puts a case; it is looked into after {@link #send}.
     *
     * @param found the case
     * @param settle takes the diagnosis and gives it as it shall be announced; runs on the diagnosis thread
     */
    Pending find(Diagnoser.Case found, UnaryOperator<Diagnosis> settle) {
        CompletableFuture<Diagnosis> result = new CompletableFuture<>();
        if (!queue.offer(new Job(found, settle, result))) {
            trouble.report(WHAT + found.name() + "\"", new IllegalStateException("too many wait for it"));
            return Pending.NONE;
        }
        return new Waiting(result);
    }

    /** Has what was put looked into, all of one check together. */
    void send() {
        if (queue.isEmpty()) {
            return;
        }
        try {
            executor.execute(this::work);
        } catch (OutOfMemoryError noThread) {
            // It is tried again at the next check; the changes are announced without a diagnosis meanwhile.
            trouble.report(WHAT + "…\"", noThread);
        }
    }

    /** Whether a diagnosis is being looked for just now, or would be if only the thread got a CPU, and does not hang in waiting for something. */
    private boolean atIt() {
        Thread present = atWork;
        return present == null
                ? !queue.isEmpty() && executor.getPoolSize() > 0
                : present.getState() != Thread.State.WAITING;
    }

    private void work() {
        atWork = Thread.currentThread();
        try {
            List<Job> jobs = new ArrayList<>();
            while (queue.drainTo(jobs, AT_ONCE) > 0) {
                work(jobs);
                jobs.clear();
            }
        } finally {
            atWork = null;
        }
    }

    private void work(List<Job> jobs) {
        List<Job> left = diagnose(jobs);
        if (left.size() > 1) {
            // One that fails takes no other with it.
            for (Job each : left) {
                diagnose(List.of(each));
            }
        }
    }

    /** Gives those that are still to be done, where there is reason to try again. */
    private List<Job> diagnose(List<Job> jobs) {
        Map<Diagnoser.Case, Job> left = new IdentityHashMap<>();
        List<Diagnoser.Case> cases = new ArrayList<>();
        for (Job job : jobs) {
            left.put(job.found(), job);
            cases.add(job.found());
        }
        try {
            diagnoser.diagnose(cases, (found, diagnosis) -> {
                Job job = left.remove(found);
                if (job != null) {
                    settle(job, diagnosis);
                }
            });
        } catch (Throwable failure) {
            if (left.size() == 1) {
                Job failed = left.values().iterator().next();
                trouble.report(WHAT + failed.found().name() + "\"", failure);
                failed.result().completeExceptionally(failure);
            }
        }
        return new ArrayList<>(left.values());
    }

    private void settle(Job job, Diagnosis diagnosis) {
        try {
            job.result().complete(job.settle().apply(diagnosis));
            lastFound = System.nanoTime();
        } catch (Throwable failure) {
            trouble.report(WHAT + job.found().name() + "\"", failure);
            job.result().completeExceptionally(failure);
        }
    }

    String stackOf(@Nullable Thread thread, long tid) {
        return diagnoser.stackOf(thread, tid);
    }
}
