package dev.pollwatch.diagnose;

import dev.pollwatch.os.LinuxTasks;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes stacks of host threads, where that is safe.
 *
 * <p>Up to JDK 18 {@code Thread.getStackTrace} brings the whole JVM to a safepoint, whatever the thread does that is asked for. Where the
 * collector runs without safepoint polls in counted loops (Serial and Parallel: {@code UseCountedLoopSafepoints=false}), any thread that
 * spins in such a loop keeps all others waiting until it comes out: measured, 2 s of standstill. So no stack is taken there while a poll
 * thread that shows no progress runs, be it the one in question or another, and none for some time after one that took long: a thread
 * that is no poll thread may spin, too. See {@link SafepointRisk}. From JDK 19 on only the one who asks waits.
 */
final class Stacks {

    static final int FIRST_JDK_WITHOUT_GLOBAL_SAFEPOINT = 19;
    private static final int MOST_FRAMES_SHOWN = 128;

    /** Deep enough to come to the loop of a thread that is in its handlers. */
    private static final int MOST_FRAMES = 1024;

    /** So many share a safepoint. */
    private static final int AT_ONCE = 32;

    private static final String NO_ANSWER = "no stack: it has not come to where it could be looked at";

    /** One who waits for a thread in a counted loop may wait for hours; while some do, no other running thread is asked. */
    private static final int MOST_HANGING = 2;

    private static final long PATIENCE_MILLIS = 300;

    /**
     * A stack, or the reason why there is none.
     *
     * @param later whether that reason may be gone in a moment
     */
    record Taken(List<StackTraceElement> frames, String whyNone, boolean later) {

        Taken(List<StackTraceElement> frames, String whyNone) {
            this(frames, whyNone, false);
        }

        static Taken none(String why) {
            return new Taken(List.of(), why);
        }

        /** None just now, because of others; there may be one soon. */
        static Taken later(String why) {
            return new Taken(List.of(), why, true);
        }

        /** The innermost frames, one per line. */
        String text() {
            StringBuilder text = new StringBuilder();
            for (StackTraceElement frame : frames.subList(0, Math.min(frames.size(), MOST_FRAMES_SHOWN))) {
                text.append(text.length() == 0 ? "" : "\n").append(Frames.full(frame));
            }
            return text.toString();
        }

        /** The frame that tells most: the innermost that is neither the JDK's own nor a method reference's. */
        @Nullable
        StackTraceElement telling() {
            int at = tellingAt();
            return at >= 0 ? frames.get(at) : frames.isEmpty() ? null : frames.get(0);
        }

        /** What of the JDK that frame has called; {@code null} where it is in its own code. */
        @Nullable
        StackTraceElement calledByIt() {
            for (int at = tellingAt() - 1; at >= 0; at--) {
                if (!Frames.ofALambdaClass(frames.get(at))) {
                    return frames.get(at);
                }
            }
            return null;
        }

        private int tellingAt() {
            for (int i = 0; i < frames.size(); i++) {
                if (!Frames.ofTheJdk(frames.get(i)) && !Frames.ofALambdaClass(frames.get(i))) {
                    return i;
                }
            }
            return -1;
        }
    }

    /** A thread to be looked at, with its ids: −1 unknown. */
    record Target(Thread thread, long tid, long javaThreadId) {}

    private final boolean global = Runtime.version().feature() < FIRST_JDK_WITHOUT_GLOBAL_SAFEPOINT;
    private final SafepointRisk risk;
    private final Asking askingRunning = new Asking(MOST_HANGING, PATIENCE_MILLIS);
    private final Asking askingWaiting = new Asking(MOST_HANGING, PATIENCE_MILLIS);

    /**
     * Takes stacks in this JVM.
     *
     * @param moves of each poll thread that is awake in its loop, by its OS thread id, a number that its next move changes
     */
    Stacks(Supplier<Map<Long, Long>> moves) {
        this(moves, VmFlags.isTrue("UseCountedLoopSafepoints"), SafepointRisk.Kernel.LINUX);
    }

    Stacks(Supplier<Map<Long, Long>> moves, boolean countedLoopsPoll, SafepointRisk.Kernel kernel) {
        this.risk = new SafepointRisk(global, countedLoopsPoll, moves, kernel);
    }

    SafepointRisk risk() {
        return risk;
    }

    Taken of(@Nullable Thread thread, long tid) {
        if (thread == null || !thread.isAlive()) {
            return Taken.none("the thread has ended");
        }
        if (!global) {
            return patiently(thread, tid);
        }
        String unsafe = risk.ofAsking(tid);
        if (!unsafe.isEmpty()) {
            return Taken.none(unsafe);
        }
        unsafe = risk.ofOthers();
        if (!unsafe.isEmpty()) {
            return Taken.later(unsafe);
        }
        Stopwatch stopwatch = new Stopwatch();
        Taken taken = direct(thread);
        risk.took(stopwatch.nanosWithoutCollecting());
        return taken;
    }

    /**
     * The whole stacks of some threads that may run, some at a time at one safepoint where one is needed.
     *
     * @return one for each, in the same order; without frames where there is none to be had
     */
    List<Taken> of(List<Target> targets) {
        List<Taken> taken = new ArrayList<>(targets.size());
        if (global) {
            for (int from = 0; from < targets.size(); from += AT_ONCE) {
                taken.addAll(together(targets.subList(from, Math.min(targets.size(), from + AT_ONCE))));
            }
            return taken;
        }
        for (Target target : targets) {
            taken.add(of(target.thread(), target.tid()));
        }
        return taken;
    }

    /** Those that may be asked, at one safepoint; who else there is that may hold all up is looked for once. */
    private List<Taken> together(List<Target> targets) {
        List<Target> asked = new ArrayList<>(targets.size());
        List<String> unsafe = new ArrayList<>(targets.size());
        for (Target target : targets) {
            String why = risk.ofAsking(target.tid());
            unsafe.add(why);
            if (why.isEmpty()) {
                asked.add(target);
            }
        }
        Iterator<Taken> answers = ofWaiting(asked).iterator();
        List<Taken> taken = new ArrayList<>(targets.size());
        for (String why : unsafe) {
            taken.add(why.isEmpty() ? answers.next() : Taken.none(why));
        }
        return taken;
    }

    /** One that waits is looked at at once, and is not to go without for another in a counted loop. */
    private Taken patiently(Thread thread, long tid) {
        boolean runs = SafepointRisk.mayRun(LinuxTasks.stateNow(tid)) && !Waits.mayWait(thread.getState());
        return patiently(runs ? askingRunning : askingWaiting, thread);
    }

    private static Taken patiently(Asking asking, Thread thread) {
        return asking.ask(() -> direct(thread), Taken.none(NO_ANSWER));
    }

    /** Its class may be the host's, and may have a way of its own to answer. */
    private static Taken direct(Thread thread) {
        StackTraceElement[] frames;
        try {
            frames = thread.getStackTrace();
        } catch (RuntimeException refused) {
            return Taken.none("no stack: its class gives none");
        }
        return fromInfo(frames);
    }

    /**
     * The whole stacks of some threads, all at one safepoint where one is needed.
     *
     * @param targets threads that the kernel or Java says are waiting
     * @return one for each, in the same order; without frames where there is none to be had
     */
    List<Taken> ofWaiting(List<Target> targets) {
        List<Taken> taken = new ArrayList<>(targets.size());
        String unsafe = targets.isEmpty() ? "" : risk.ofOthers();
        if (!unsafe.isEmpty()) {
            for (int i = 0; i < targets.size(); i++) {
                taken.add(Taken.later(unsafe));
            }
            return taken;
        }
        Stopwatch stopwatch = new Stopwatch();
        @Nullable ThreadInfo[] infos = global ? atOneSafepoint(targets) : new @Nullable ThreadInfo[targets.size()];
        for (int i = 0; i < infos.length; i++) {
            Target target = targets.get(i);
            ThreadInfo info = infos[i];
            // The id is what the thread's class says that it is; a host may have written such a class.
            boolean same =
                    info != null && info.getThreadName().equals(target.thread().getName());
            if (same) {
                taken.add(fromInfo(info.getStackTrace()));
            } else {
                // On a newer JDK: it may have woken up just now, to go into a counted loop.
                taken.add(global ? direct(target.thread()) : patiently(askingWaiting, target.thread()));
            }
        }
        risk.took(stopwatch.nanosWithoutCollecting());
        return taken;
    }

    /** The calling thread's own stack, which needs no safepoint; loads what the first stack of another thread would have to wait for. */
    List<StackTraceElement> rehearse() {
        if (global) {
            ManagementFactory.getThreadMXBean();
            new Stopwatch();
        }
        return List.of(Thread.currentThread().getStackTrace());
    }

    private static Taken fromInfo(StackTraceElement @Nullable [] frames) {
        List<StackTraceElement> innermost = frames == null ? List.of() : innermost(frames);
        return innermost.isEmpty() ? Taken.none("no Java frames") : new Taken(innermost, "");
    }

    private static @Nullable ThreadInfo[] atOneSafepoint(List<Target> targets) {
        long[] ids = new long[targets.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = Math.max(1, targets.get(i).javaThreadId());
        }
        try {
            return ManagementFactory.getThreadMXBean().getThreadInfo(ids, MOST_FRAMES);
        } catch (RuntimeException | LinkageError cannotTell) {
            // A runtime without java.management, or a security manager: each is asked on its own.
            return new @Nullable ThreadInfo[ids.length];
        }
    }

    /** The frames in which a Throwable was made; it is the host's, and may keep them to itself. */
    static Taken ofThrowable(Throwable thrown) {
        try {
            return new Taken(innermost(thrown.getStackTrace()), "");
        } catch (Throwable itsOwnFault) {
            return Taken.none("its stack cannot be had");
        }
    }

    private static List<StackTraceElement> innermost(StackTraceElement[] frames) {
        List<StackTraceElement> innermost = new ArrayList<>();
        for (int i = 0; i < Math.min(frames.length, MOST_FRAMES); i++) {
            if (frames[i] != null) {
                innermost.add(frames[i]);
            }
        }
        return innermost;
    }

    /** Whether each stack stops all threads for a moment: then they are to be few. */
    boolean stopsAll() {
        return global;
    }
}
