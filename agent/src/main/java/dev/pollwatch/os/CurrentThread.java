package dev.pollwatch.os;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The ids of threads, as the kernel and as Java give them. */
public final class CurrentThread {

    private static final Path THREAD_SELF = Path.of("/proc/thread-self");
    private static final @Nullable MethodHandle IS_VIRTUAL = method("isVirtual", boolean.class);
    private static final @Nullable MethodHandle THREAD_ID = method("threadId", long.class);

    private CurrentThread() {}

    /**
     * The calling thread's OS thread id, read from the target of the link {@code /proc/thread-self}.
     *
     * @return the id; −1 where there is no such link, and for a virtual thread, which has none of its own
     */
    public static long tid() {
        try {
            if (isVirtual(Thread.currentThread())) {
                return -1;
            }
            Path name = Files.readSymbolicLink(THREAD_SELF).getFileName();
            return name == null ? -1 : Long.parseLong(name.toString());
        } catch (Exception absent) {
            return -1;
        }
    }

    /**
     * Whether a thread is virtual (JDK 21 and later).
     *
     * @param thread the thread
     * @return {@code false} on a JDK without virtual threads
     */
    public static boolean isVirtual(Thread thread) {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(thread);
        } catch (Throwable impossible) {
            return false;
        }
    }

    /**
     * The id Java gave a thread; not {@code getId()} where the JDK has {@code threadId()}, since the host may have overridden the
     * former.
     *
     * @param thread the thread
     * @return its id
     */
    @SuppressWarnings("deprecation") // getId() is deprecated from JDK 19 on, where it is not called.
    public static long javaId(Thread thread) {
        try {
            return THREAD_ID == null ? thread.getId() : (long) THREAD_ID.invokeExact(thread);
        } catch (Throwable broken) {
            return -1;
        }
    }

    private static @Nullable MethodHandle method(String name, Class<?> result) {
        try {
            return MethodHandles.publicLookup().findVirtual(Thread.class, name, MethodType.methodType(result));
        } catch (ReflectiveOperationException olderJdk) {
            return null;
        }
    }
}
