package dev.pollwatch.diagnose;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls that may never come back, such as into an exception of the host's. Each runs on a thread {@code pollwatch-ask} and is given up on
 * after a while; while too many have not come back, no more are begun.
 */
final class Asking {

    private static final long IDLE_SECONDS = 10;

    private final long patienceMillis;
    private final ThreadPoolExecutor threads;

    /** Makes one that waits so long for each call, and leaves so many hanging at most. */
    Asking(int mostHanging, long patienceMillis) {
        this.patienceMillis = patienceMillis;
        this.threads = new ThreadPoolExecutor(
                0, mostHanging, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "pollwatch-ask");
                    thread.setDaemon(true);
                    thread.setContextClassLoader(Asking.class.getClassLoader());
                    return thread;
                });
    }

    /**
     * What a call gives.
     *
     * @param call the call
     * @param otherwise what to take where it fails, takes too long, or cannot be begun
     */
    <T> T ask(Callable<T> call, T otherwise) {
        Future<T> answer;
        try {
            answer = threads.submit(call);
        } catch (RejectedExecutionException | OutOfMemoryError noThread) {
            return otherwise;
        }
        try {
            return answer.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            answer.cancel(true);
            return otherwise;
        } catch (ExecutionException itsOwnFault) {
            return otherwise;
        } catch (InterruptedException interrupted) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }
}
