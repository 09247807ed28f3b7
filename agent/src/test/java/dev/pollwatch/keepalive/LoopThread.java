package dev.pollwatch.keepalive;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLongArray;

/** A real thread that does in its poll loops, one step at a time, what a test tells it: what woven code would have it do. */
final class LoopThread implements AutoCloseable {

    private final PollThreads threads;
    private final ExecutorService executor;
    private final Thread thread;
    private final Deque<AtomicLongArray> inside = new ArrayDeque<>();
    private final Deque<Optional<AtomicLongArray>> asleep = new ArrayDeque<>();

    LoopThread(PollThreads threads, String name) {
        this.threads = threads;
        this.executor = Executors.newSingleThreadExecutor(task -> {
            Thread made = new Thread(task, name);
            made.setDaemon(true);
            return made;
        });
        Thread[] self = new Thread[1];
        run(() -> self[0] = Thread.currentThread());
        this.thread = self[0];
    }

    Thread thread() {
        return thread;
    }

    LoopThread enter(int loop) {
        return run(() -> inside.push(threads.enter(loop)));
    }

    LoopThread beat() {
        return beat(1);
    }

    LoopThread beat(int times) {
        return run(() -> Words.beat(inside.peek(), times));
    }

    /** Calls a method that a {@code call} rule names. */
    LoopThread call(int loop) {
        return run(() -> threads.call(loop));
    }

    /** Returns from a method that an {@code end} rule names. */
    LoopThread end() {
        return run(threads::end);
    }

    /** Enters a method that a {@code sleep} rule names. */
    LoopThread enterSleepMethod() {
        return run(() -> asleep.push(Optional.ofNullable(threads.fallAsleep())));
    }

    LoopThread leaveSleepMethod() {
        return run(() -> threads.wake(asleep.pop().orElse(null)));
    }

    /** Enters a method that a {@code progress} rule names, and passes a header in it. */
    LoopThread progress() {
        return run(() -> Words.beat(threads.progress(), 1));
    }

    /** Comes by what a preset says is called in each pass. */
    LoopThread each() {
        return run(threads::each);
    }

    /** Enters the loop and passes its header. */
    LoopThread goRound(int loop) {
        return enter(loop).beat();
    }

    /** Comes to a woven sleep point. */
    LoopThread fallAsleep() {
        return run(() -> HeartbeatWords.fallAsleep(inside.peek()));
    }

    LoopThread wake() {
        return run(() -> HeartbeatWords.wakeIfAsleep(inside.peek()));
    }

    LoopThread leave() {
        return leaveBy(null);
    }

    LoopThread leaveBy(Throwable thrown) {
        return run(() -> threads.leave(inside.pop(), thrown));
    }

    LoopThread rename(String name) {
        return run(() -> Thread.currentThread().setName(name));
    }

    /** The words of the loop it is in. */
    AtomicLongArray words() {
        return inside.peek();
    }

    LoopThread run(Runnable step) {
        try {
            executor.submit(step).get();
            return this;
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Ends the thread, wherever it is. */
    @Override
    public void close() {
        executor.shutdownNow();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
