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

    /** An announcement waits so long for its diagnosis, and then goes without. */
    private static final long PATIENCE_MILLIS = 2000;

    private static final int MOST_WAITING = 4096;
    private static final long IDLE_SECONDS = 60;

    private final Diagnoser diagnoser;
    private final PollThreads.Trouble trouble;
    private final ThreadPoolExecutor executor;

    /** A diagnosis that may still be on its way. */
    record Pending(@Nullable CompletableFuture<Diagnosis> diagnosis) {

        static final Pending NONE = new Pending(null);

        /** The change with its diagnosis, if that comes in time. */
        StateChange addTo(StateChange change) {
            if (diagnosis == null) {
                return change;
            }
            try {
                return change.with(diagnosis.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
            } catch (TimeoutException | ExecutionException late) {
                return change;
            } catch (InterruptedException notForUs) {
                return change;
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
        return new Pending(result);
    }

    String stackOf(@Nullable Thread thread, long tid) {
        return diagnoser.stackOf(thread, tid);
    }
}
