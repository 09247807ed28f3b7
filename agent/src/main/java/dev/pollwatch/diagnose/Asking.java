package dev.pollwatch.diagnose;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Calls that may never come back, such as into an exception of the host's. Each runs on a thread {@code pollwatch-ask} and is given up on
 * after a while; while too many have not come back, no more are begun.
 */
final class Asking {

    private static final long IDLE_SECONDS = 10;

    private final int mostHanging;
    private final long patienceMillis;
    private final ThreadPoolExecutor threads;

    /** Those that were given up on and have not come back. */
    private final AtomicInteger hanging = new AtomicInteger();

    /** Makes one that waits so long for each call, and leaves so many hanging at most. */
    Asking(int mostHanging, long patienceMillis) {
        this.mostHanging = mostHanging;
        this.patienceMillis = patienceMillis;
        // As many threads as hang, and one for each that asks just now.
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
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
        if (hanging.get() >= mostHanging) {
            return otherwise;
        }
        Call<T> once = new Call<>(call);
        Future<T> answer;
        try {
            answer = threads.submit(once);
        } catch (OutOfMemoryError noThread) {
            return otherwise;
        }
        try {
            return answer.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            once.giveUp();
            answer.cancel(true);
            return otherwise;
        } catch (ExecutionException itsOwnFault) {
            return otherwise;
        } catch (InterruptedException interrupted) {
            once.giveUp();
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return otherwise;
        }
    }

    /** Counts as hanging from when it is given up on until it is back. */
    private final class Call<T> implements Callable<T> {

        private final Callable<T> call;
        private boolean back;
        private boolean givenUp;

        Call(Callable<T> call) {
            this.call = call;
        }

        @Override
        public T call() throws Exception {
            try {
                return call.call();
            } finally {
                comeBack();
            }
        }

        private synchronized void comeBack() {
            back = true;
            if (givenUp) {
                hanging.decrementAndGet();
            }
        }

        synchronized void giveUp() {
            givenUp = true;
            if (!back) {
                hanging.incrementAndGet();
            }
        }
    }
}
