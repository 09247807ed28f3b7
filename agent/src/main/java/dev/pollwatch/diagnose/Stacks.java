package dev.pollwatch.diagnose;

import dev.pollwatch.os.CurrentThread;
import dev.pollwatch.os.LinuxTasks;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes stacks of host threads, where that is safe.
 *
 * <p>Up to JDK 18 {@code Thread.getStackTrace} brings the whole JVM to a safepoint. Where the collector runs without safepoint
 * polls in counted loops (Serial and Parallel: {@code UseCountedLoopSafepoints=false}), a thread that spins in such a loop keeps all others
 * waiting until it comes out: measured, 2 s of standstill. So no stack is taken there of a thread that the kernel says is running. From JDK 19 on only the
 * one who asks waits.
 */
final class Stacks {

    static final int FIRST_JDK_WITHOUT_GLOBAL_SAFEPOINT = 19;
    private static final int MOST_FRAMES = 128;

    /** A stack, or the reason why there is none. */
    record Taken(List<StackTraceElement> frames, String whyNone) {

        String text() {
            StringBuilder text = new StringBuilder();
            for (StackTraceElement frame : frames) {
                text.append(text.length() == 0 ? "" : "\n").append(Frames.full(frame));
            }
            return text.toString();
        }

        /** The frame that tells most: the innermost that is not the JDK's own. */
        @Nullable
        StackTraceElement telling() {
            for (StackTraceElement frame : frames) {
                String module = frame.getModuleName();
                boolean jdk = module != null && (module.startsWith("java.") || module.startsWith("jdk."));
                if (!jdk) {
                    return frame;
                }
            }
            return frames.isEmpty() ? null : frames.get(0);
        }
    }

    private final int feature = Runtime.version().feature();
    private final boolean countedLoopsPoll = VmFlags.isTrue("UseCountedLoopSafepoints");

    Taken of(@Nullable Thread thread, long tid) {
        if (thread == null || !thread.isAlive()) {
            return new Taken(List.of(), "the thread has ended");
        }
        if (!safe(tid) && !CurrentThread.isVirtual(thread)) {
            return new Taken(
                    List.of(),
                    "no stack: on this JDK and collector, asking a running thread for its stack can stop all others");
        }
        StackTraceElement[] frames = thread.getStackTrace();
        return frames.length == 0 ? new Taken(List.of(), "no Java frames") : new Taken(innermost(frames), "");
    }

    /** The frames in which a Throwable was made; it is the host's, and may keep them to itself. */
    static Taken ofThrowable(Throwable thrown) {
        try {
            return new Taken(innermost(thrown.getStackTrace()), "");
        } catch (Throwable itsOwnFault) {
            return new Taken(List.of(), "its stack cannot be had");
        }
    }

    private static List<StackTraceElement> innermost(StackTraceElement[] frames) {
        return List.of(frames).subList(0, Math.min(frames.length, MOST_FRAMES));
    }

    private boolean safe(long tid) {
        if (feature >= FIRST_JDK_WITHOUT_GLOBAL_SAFEPOINT || countedLoopsPoll) {
            return true;
        }
        String state = LinuxTasks.stateNow(tid);
        return !state.isEmpty() && !state.equals("R");
    }
}
