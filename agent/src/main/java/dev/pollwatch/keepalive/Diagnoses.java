package dev.pollwatch.keepalive;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The thread {@code pollwatch-diagnosis}: verdicts come first, their reasons after, and a slow reason holds up no verdict. */
final class Diagnoses {

    /** An announcement waits so long for its diagnosis while none comes for anybody, and then goes without. */
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** And so long where hundreds turned DEAD together and their diagnoses come one by one. */
    private static final long MOST_PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long LOOK_MILLIS = 50;

    private static final int MOST_WAITING = 4096;
    private static final long IDLE_SECONDS = 60;

    private final Diagnoser diagnoser;
    private final PollThreads.Trouble trouble;
    private final ThreadPoolExecutor executor;

    /** When a diagnosis was last found, {@link System#nanoTime()}. */
    private volatile long lastFound = System.nanoTime() - PATIENCE_NANOS;

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
                    // From the verdict on, and not anew for each: where the diagnosis hangs, each of hundreds would be
                    // two
                    // seconds later than the one before.
                    long now = System.nanoTime();
                    long waited = now - since;
                    if (waited >= MOST_PATIENCE_NANOS
                            || (waited >= PATIENCE_NANOS && now - lastFound >= PATIENCE_NANOS)) {
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

    Diagnoses(Diagnoser diagnoser, PollThreads.Trouble trouble) {
        this.diagnoser = diagnoser;
        this.trouble = trouble;
        this.executor = new ThreadPoolExecutor(
                1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MOST_WAITING), task -> {
                    Thread thread = new Thread(task, "pollwatch-diagnosis");
                    thread.setDaemon(true);
                    thread.setContextClassLoader(Diagnoses.class.getClassLoader());
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
    }

    /**
     * Has a case looked into.
     *
     * @param found the case
     * @param settle takes the diagnosis and gives it as it shall be announced; runs on the diagnosis thread
     */
    Pending find(Diagnoser.Case found, UnaryOperator<Diagnosis> settle) {
        CompletableFuture<Diagnosis> result = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                try {
                    result.complete(settle.apply(diagnoser.diagnose(found)));
                    lastFound = System.nanoTime();
                } catch (Throwable failure) {
                    trouble.report("diagnosing \"" + found.name() + "\"", failure);
                    result.completeExceptionally(failure);
                }
            });
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            // Too many wait, or the system gives no thread; the change is announced without a diagnosis.
            trouble.report("diagnosing \"" + found.name() + "\"", noThread);
            return Pending.NONE;
        }
        return new Waiting(result);
    }

    String stackOf(@Nullable Thread thread, long tid) {
        return diagnoser.stackOf(thread, tid);
    }
}
