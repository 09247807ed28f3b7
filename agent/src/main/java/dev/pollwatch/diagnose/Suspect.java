package dev.pollwatch.diagnose;

import dev.pollwatch.keepalive.Diagnoser;
import dev.pollwatch.os.CurrentThread;
import dev.pollwatch.os.TaskLook;
import java.lang.management.ManagementFactory;
import org.jspecify.annotations.Nullable;

/** A thread that is being diagnosed, with what was seen of it so far. */
final class Suspect {

    private final Diagnoser.Case found;
    private final Thread thread;
    private final boolean virtual;
    private final @Nullable TaskLook earlier;
    private final TaskLook first;
    private final boolean carriedAtFirst;
    private final long throttledAtFirst;

    private Waits.@Nullable Wait wait;
    private Looks looks;

    /**
     * Takes the first look.
     *
     * @param throttled how often the process's control group was throttled until now
     * @param earlier how the thread was seen before the verdict, {@code null} where it was not
     */
    Suspect(Diagnoser.Case found, Thread thread, long throttled, @Nullable TaskLook earlier) {
        this.earlier = earlier;
        this.found = found;
        this.thread = thread;
        this.virtual = CurrentThread.isVirtual(thread);
        this.first = look();
        this.carriedAtFirst = carried();
        this.throttledAtFirst = throttled;
        this.looks = new Looks(first, first, Thread.State.RUNNABLE, true, 0);
    }

    /** Takes the second look, or one in its place. */
    void lookAgain(long throttled) {
        wait = virtual ? null : Waits.of(found.javaThreadId(), thread);
        Thread.State state = wait == null ? thread.getState() : wait.state();
        looks = new Looks(first, look(), state, carriedAtFirst || carried(), Math.max(0, throttled - throttledAtFirst));
    }

    Looks looks() {
        return looks;
    }

    /** The time until the first look, where the thread wanted a CPU for most of it and got none; {@code null} where it was not so. */
    @Nullable
    Looks starvedBefore() {
        if (earlier == null) {
            return null;
        }
        Looks before = new Looks(earlier, first, Thread.State.RUNNABLE, true, 0);
        return before.starved() ? before : null;
    }

    Waits.@Nullable Wait lock() {
        return wait;
    }

    Diagnoser.Case found() {
        return found;
    }

    Thread thread() {
        return thread;
    }

    Stacks.Target target() {
        return new Stacks.Target(thread, found.tid(), found.javaThreadId());
    }

    private TaskLook look() {
        TaskLook look = TaskLook.at(found.tid());
        return look.cpuNanos() >= 0 || virtual ? look : look.withCpu(cpuByJava(found.javaThreadId()));
    }

    /** Where there is no {@code /proc}; needs no safepoint. */
    private static long cpuByJava(long javaThreadId) {
        try {
            return ManagementFactory.getThreadMXBean().getThreadCpuTime(javaThreadId);
        } catch (RuntimeException | LinkageError cannotTell) {
            return -1;
        }
    }

    /** The JDK shows a virtual thread with its carrier while one runs it; there is nothing else that tells. */
    private boolean carried() {
        return !virtual
                || thread.toString().contains("/runnable@")
                || thread.toString().matches(".*/running@.*");
    }
}
