package dev.pollwatch.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.pollwatch.keepalive.Cause;
import dev.pollwatch.keepalive.Diagnoser;
import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.IdleProbe;
import dev.pollwatch.os.CurrentThread;
import dev.pollwatch.os.LinuxTasks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Threads that are to stand still, by name. */
final class StuckThreads implements AutoCloseable {

    private final Map<String, Thread> threads = new ConcurrentHashMap<>();
    private final Map<String, Long> tids = new ConcurrentHashMap<>();

    void start(String name, Runnable body) {
        start(name, task -> new Thread(task, name), body);
    }

    void start(String name, ThreadFactory factory, Runnable body) {
        Thread thread = factory.newThread(() -> {
            tids.put(name, CurrentThread.tid());
            body.run();
        });
        thread.setDaemon(true);
        threads.put(name, thread);
        thread.start();
        await().until(() -> tids.containsKey(name));
    }

    void awaitState(String name, Thread.State state) {
        await().until(() -> threads.get(name).getState() == state);
    }

    void awaitKernelState(String name, String state) {
        await().until(() -> LinuxTasks.stateNow(tids.get(name)).equals(state));
    }

    Diagnoser.Case caseOf(String name, Cause cause, Throwable thrown) {
        Thread thread = threads.get(name);
        return new Diagnoser.Case(
                name, "com.acme.Rx#poll", cause, thread, tids.get(name), CurrentThread.javaId(thread), thrown);
    }

    /** What is found of one case. */
    static Diagnosis diagnose(StallDiagnoser diagnoser, Diagnoser.Case found) {
        List<Diagnosis> results = new ArrayList<>();
        diagnoser.diagnose(List.of(found), (same, diagnosis) -> results.add(diagnosis));
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    IdleProbe.Question question(String name, String loop, IdleProbe.@Nullable Answer last) {
        Thread thread = thread(name);
        return new IdleProbe.Question(name, loop, thread, tid(name), CurrentThread.javaId(thread), last, null);
    }

    Thread thread(String name) {
        return threads.get(name);
    }

    long tid(String name) {
        return tids.get(name);
    }

    /** Wakes what parks; the rest are daemons. */
    @Override
    public void close() {
        threads.values().forEach(Thread::interrupt);
    }
}
