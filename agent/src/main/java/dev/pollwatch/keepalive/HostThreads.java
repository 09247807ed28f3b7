package dev.pollwatch.keepalive;

import java.util.Collection;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What is kept of each host thread, found by the thread itself and, for one who adopts it, by others. */
final class HostThreads {

    private final ThreadLocal<@Nullable HostThread> current = new ThreadLocal<>();
    private final Adoptions adoptions = new Adoptions();
    private final LongSupplier currentTid;
    private final ToLongFunction<Thread> javaThreadId;
    private final Predicate<Thread> virtual;

    HostThreads(LongSupplier currentTid, ToLongFunction<Thread> javaThreadId, Predicate<Thread> virtual) {
        this.currentTid = currentTid;
        this.javaThreadId = javaThreadId;
        this.virtual = virtual;
    }

    /** The calling thread's, if it has come by here before; the quickest way. */
    @Nullable
    HostThread known() {
        return current.get();
    }

    /** The calling thread's, if it has come by here before or was adopted. */
    @Nullable
    HostThread knownOrAdopted() {
        HostThread me = current.get();
        return me == null && adoptions.any() ? adopted(Thread.currentThread()) : me;
    }

    /** The calling thread's, made if need be. */
    HostThread self(Thread thread) {
        HostThread me = knownOrAdopted();
        if (me == null) {
            me = new HostThread(thread, currentTid.getAsLong(), idOf(thread), virtual.test(thread));
            current.set(me);
        }
        return me;
    }

    private @Nullable HostThread adopted(Thread thread) {
        HostThread me = adoptions.find(thread, idOf(thread));
        if (me != null) {
            me.tid(currentTid.getAsLong());
            current.set(me);
        }
        return me;
    }

    long idOf(Thread thread) {
        return javaThreadId.applyAsLong(thread);
    }

    /** Whether there ever was an adoption. */
    boolean anyAdopted() {
        return adoptions.any();
    }

    /** Another thread's: of an earlier adoption, of one of the rows, or made now. */
    HostThread other(Thread thread, Collection<PollRow> rows) {
        HostThread known = adoptions.find(thread, idOf(thread));
        if (known != null) {
            return known;
        }
        for (PollRow row : rows) {
            HostThread runner = row.lastRunner();
            if (runner != null && runner.thread() == thread) {
                return runner;
            }
        }
        return new HostThread(thread, -1, idOf(thread), virtual.test(thread));
    }

    void adopt(HostThread other) {
        adoptions.add(other);
    }
}
