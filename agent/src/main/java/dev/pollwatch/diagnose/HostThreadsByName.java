package dev.pollwatch.diagnose;

import dev.pollwatch.os.CurrentThread;
import org.jspecify.annotations.Nullable;

/** Finds threads of the host that are no poll threads: those that hold what a poll thread waits for. Stops nothing. */
final class HostThreadsByName {

    private Thread @Nullable [] all;

    /** Whoever has this id and name; the name comes first, since an id may be code of the host's. */
    @Nullable
    Thread find(long javaThreadId, String name) {
        for (Thread thread : all()) {
            if (thread != null && thread.getName().equals(name) && CurrentThread.javaId(thread) == javaThreadId) {
                return thread;
            }
        }
        return null;
    }

    private Thread[] all() {
        Thread[] known = all;
        if (known == null) {
            ThreadGroup top = Thread.currentThread().getThreadGroup();
            while (top.getParent() != null) {
                top = top.getParent();
            }
            // Some may start meanwhile; those that do hold nothing that was waited for before.
            known = new Thread[top.activeCount() * 2 + 64];
            top.enumerate(known, true);
            all = known;
        }
        return known;
    }
}
