package com.example.forwarder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The poll loops by the names of their threads, and the thread that runs each. */
final class LoopThreads {
    private final Map<String, PollLoop> loops = new LinkedHashMap<>();
    private final Map<String, Thread> threads = new ConcurrentHashMap<>();

    LoopThreads(List<PollLoop> loops) {
        loops.forEach(loop -> this.loops.put(loop.name(), loop));
    }

    Collection<String> names() {
        return loops.keySet();
    }

    PollLoop loop(String name) {
        return loops.get(name);
    }

    void startAll() {
        names().forEach(this::start);
    }

    /**
     * Runs the loop in a new thread of its name.
     *
     * @return false when the thread before still runs
     */
    synchronized boolean start(String name) {
        if (isAlive(name)) {
            return false;
        }
        PollLoop loop = loops.get(name);
        Thread thread = new Thread(() -> runLoop(loop), name);
        thread.setDaemon(true); // a loop that is stalled must not keep the program from ending
        thread.setUncaughtExceptionHandler((died, cause) -> System.err.println(died.getName() + " died of " + cause));
        threads.put(name, thread);
        thread.start();
        return true;
    }

    private static void runLoop(PollLoop loop) {
        try {
            loop.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive(String name) {
        Thread thread = threads.get(name);
        return thread != null && thread.isAlive();
    }

    /** For people: each thread and whether it runs. */
    String describe() {
        return names().stream()
                .map(name -> name + (isAlive(name) ? " runs" : " has ended"))
                .collect(Collectors.joining(", "));
    }

    /**
     * Stops all loops, waits for their threads, and frees what the loops used.
     *
     * @param patience how long to wait in all
     * @return the names of the threads that did not end in that time
     */
    List<String> stopAll(Duration patience) throws InterruptedException {
        loops.values().forEach(PollLoop::stop);
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> late = new ArrayList<>();
        for (Map.Entry<String, PollLoop> entry : loops.entrySet()) {
            Thread thread = threads.get(entry.getKey());
            if (thread != null) {
                long left = deadline - System.nanoTime();
                thread.join(Math.max(1, Duration.ofNanos(left).toMillis()));
                if (thread.isAlive()) {
                    late.add(entry.getKey());
                    continue;
                }
            }
            closeQuietly(entry.getValue());
        }
        return late;
    }

    private static void closeQuietly(PollLoop loop) {
        try {
            loop.close();
        } catch (IOException e) {
            System.err.println(loop.name() + ": could not be closed: " + e);
        }
    }
}
