package dev.pollwatch.diagnose;

import java.lang.management.LockInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import org.jspecify.annotations.Nullable;

/** What the JVM says a thread waits for, and who holds it. Needs no safepoint. */
final class Waits {

    /**
     * One thread's wait.
     *
     * @param state its Java state
     * @param on what it waits on, {@code Table@1f2e}; empty when on nothing
     * @param holder the thread that holds it, empty when nobody does
     */
    record Wait(Thread.State state, String on, String holder) {}

    private Waits() {}

    static @Nullable Wait of(long javaThreadId) {
        try {
            ThreadInfo info = ManagementFactory.getThreadMXBean().getThreadInfo(javaThreadId);
            if (info == null) {
                return null;
            }
            LockInfo lock = info.getLockInfo();
            String holder = info.getLockOwnerName();
            return new Wait(info.getThreadState(), lock == null ? "" : simple(lock), holder == null ? "" : holder);
        } catch (RuntimeException | LinkageError cannotTell) {
            // A virtual thread, or a runtime without java.management.
            return null;
        }
    }

    private static String simple(LockInfo lock) {
        String type = lock.getClassName();
        return type.substring(type.lastIndexOf('.') + 1) + "@" + Integer.toHexString(lock.getIdentityHashCode());
    }
}
