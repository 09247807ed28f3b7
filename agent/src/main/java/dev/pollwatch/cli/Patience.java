package dev.pollwatch.cli;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for a JVM only so long: one that stands still takes a connection and never answers. */
final class Patience {

    private static final int SECONDS = 30;

    /** What may take for ever. */
    interface Question<T> {
        T ask() throws IOException, UnreachableException;
    }

    private Patience() {}

    static <T> T within(long pid, Question<T> question) throws UnreachableException {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Thread asking = new Thread(
                () -> {
                    try {
                        answer.complete(question.ask());
                    } catch (IOException | UnreachableException | RuntimeException | LinkageError failed) {
                        answer.completeExceptionally(failed);
                    }
                },
                "asking");
        asking.setDaemon(true);
        asking.start();
        try {
            return answer.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException standsStill) {
            throw new SilentException(
                    "The JVM " + pid + " has not answered for " + SECONDS
                            + " s; see whether it is stopped, or does nothing but collect garbage",
                    false);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new SilentException("The JVM " + pid + " was not waited for", false);
        } catch (ExecutionException failed) {
            throw sentence(pid, failed.getCause());
        }
    }

    private static UnreachableException sentence(long pid, @Nullable Throwable cause) {
        if (cause instanceof UnreachableException said) {
            return said;
        }
        if (cause instanceof LinkageError) {
            return new UnreachableException("This Java runtime cannot attach to others, since it lacks the module"
                    + " jdk.attach; run the command with the java of a JDK");
        }
        return new SilentException(
                "The JVM " + pid + " has ended, or answers no more (" + (cause == null ? "" : cause.getMessage())
                        + "); see whether it still runs, and what its standard error says",
                false);
    }
}
