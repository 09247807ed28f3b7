package dev.pollwatch.diagnose;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import org.jspecify.annotations.Nullable;

/** What the JVM says a thread waits for, and who holds it. Needs no safepoint. */
final class Waits {

    private static final String LOCKS = "java.util.concurrent.locks.";

    /**
     * One thread's wait.
     *
     * @param id the thread's Java id
     * @param name its name
     * @param state its Java state
     * @param on what it waits on, {@code Table@1f2e}; empty when on nothing
     * @param onLock whether that is a monitor that it wants, or one of the JDK's locks, held by whomever
     * @param holderId the thread that holds it, −1 when nobody does or the JVM does not know who
     * @param holder the name of that thread, empty likewise
     */
    record Wait(long id, String name, Thread.State state, String on, boolean onLock, long holderId, String holder) {

        /** Whether the thread waits for something, be it with a time limit. */
        boolean waits() {
            return mayWait(state);
        }
    }

    private Waits() {}

    /** What the JVM knows of a thread; {@code null} of one that is virtual, or has ended. */
    static @Nullable Wait of(long javaThreadId) {
        try {
            ThreadInfo info = javaThreadId <= 0
                    ? null
                    : ManagementFactory.getThreadMXBean().getThreadInfo(javaThreadId);
            if (info == null) {
                return null;
            }
            LockInfo lock = info.getLockInfo();
            String holder = info.getLockOwnerName();
            Thread.State state = info.getThreadState();
            return new Wait(
                    info.getThreadId(),
                    info.getThreadName(),
                    state,
                    lock == null ? "" : simple(lock),
                    state == Thread.State.BLOCKED || (lock != null && isLock(lock.getClassName())),
                    info.getLockOwnerId(),
                    holder == null ? "" : holder);
        } catch (RuntimeException | LinkageError cannotTell) {
            // A runtime without java.management.
            return null;
        }
    }

    /** The same, of a thread whose id the host may have made up. */
    static @Nullable Wait of(long javaThreadId, Thread thread) {
        Wait wait = of(javaThreadId);
        return wait != null && wait.name().equals(thread.getName()) ? wait : null;
    }

    static boolean mayWait(Thread.State state) {
        return state == Thread.State.BLOCKED || state == Thread.State.WAITING || state == Thread.State.TIMED_WAITING;
    }

    /** Of a lock that readers hold, or one without an owner, the JVM knows no holder; it is a lock all the same. */
    private static boolean isLock(String type) {
        return type.startsWith(LOCKS + "Reentrant") || type.startsWith(LOCKS + "StampedLock");
    }

    private static String simple(LockInfo lock) {
        String type = lock.getClassName();
        return type.substring(type.lastIndexOf('.') + 1) + "@" + Integer.toHexString(lock.getIdentityHashCode());
    }
}
