package dev.pollwatch.diagnose;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One look at what all threads are in the middle of. The JVM stops all of them once for it, for about as long as it takes to walk their
 * stacks. Virtual threads are not among them: the JDK lists them nowhere.
 */
public final class StackLook {

    /**
     * A thread that is in a method.
     *
     * @param thread the thread
     * @param method {@code com.acme.Rx#poll}
     */
    public record In(Thread thread, String method) {}

    private StackLook() {}

    /**
     * Finds the threads that are in certain methods.
     *
     * @param methods tells them, by {@code class#method}
     * @return what was found; of one thread the outermost method first, and each once
     */
    public static List<In> threadsIn(Predicate<String> methods) {
        List<In> found = new ArrayList<>();
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            StackTraceElement[] frames = entry.getValue();
            for (int i = frames.length - 1; i >= 0; i--) {
                String method = frames[i].getClassName() + "#" + frames[i].getMethodName();
                In in = new In(entry.getKey(), method);
                if (methods.test(method) && !found.contains(in)) {
                    found.add(in);
                }
            }
        }
        return found;
    }

    /**
     * Whether such a look may hold up the host for longer than that: see {@link Stacks}.
     *
     * @return {@code true} where a thread in a counted loop keeps all others waiting for the look
     */
    public static boolean mayFreeze() {
        return Runtime.version().feature() < Stacks.FIRST_JDK_WITHOUT_GLOBAL_SAFEPOINT
                && !VmFlags.isTrue("UseCountedLoopSafepoints");
    }
}
