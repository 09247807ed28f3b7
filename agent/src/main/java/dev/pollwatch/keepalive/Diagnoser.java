package dev.pollwatch.keepalive;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Looks for the reason behind a verdict. Called on the thread {@code pollwatch-diagnosis}, never on the host's. */
public interface Diagnoser {

    /**
     * A thread that was called DEAD.
     *
     * @param name the row's thread name
     * @param loop the loop's name
     * @param cause what made the dispatcher call it DEAD
     * @param thread the thread, {@code null} where it is gone
     * @param tid its OS thread id, −1 unknown
     * @param javaThreadId its Java id
     * @param thrown what the loop was left by, if that was the cause
     */
    record Case(
            String name,
            String loop,
            Cause cause,
            @Nullable Thread thread,
            long tid,
            long javaThreadId,
            @Nullable Throwable thrown) {}

    /**
     * Why some threads are DEAD; all together, since finding out takes a while.
     *
     * @param cases the cases
     * @param results takes the diagnosis of each as soon as it is there
     */
    void diagnose(List<Case> cases, BiConsumer<Case, Diagnosis> results);

    /**
     * The present stack of a thread, taken only where that cannot freeze the host.
     *
     * @param thread the thread, {@code null} where it is gone
     * @param tid its OS thread id, −1 unknown
     * @return a frame per line, or a sentence that says why there is none
     */
    String stackOf(@Nullable Thread thread, long tid);
}
