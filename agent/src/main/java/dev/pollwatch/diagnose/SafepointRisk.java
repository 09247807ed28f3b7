package dev.pollwatch.diagnose;

import dev.pollwatch.os.LinuxTasks;
import dev.pollwatch.os.SystemCalls;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Whether all threads might have to wait for one, should they be brought to a safepoint now. That one spins in a counted loop without
 * safepoint polls, or waits in the middle of its code for the kernel to fetch a page of a mapped file, or gets no CPU. Of one that sleeps in a
 * system call, or waits by way of Java, nobody has to wait for.
 */
final class SafepointRisk {

    static final String RUNNING =
            "no stack: on this JDK and collector, asking a running thread for its stack can stop all others";
    static final String OTHER_RUNS = "no stack: on this JDK and collector, asking for one while another poll"
            + " thread runs without progress can stop all others";
    static final String LATELY = "no stack: on this JDK and collector, the last one stopped all threads for too long";
    static final String FETCHING =
            "no stack: the thread waits for memory to be read from a file, and on this JDK asking it"
                    + " would make all others wait for that too";
    static final String OTHER_FETCHES =
            "no stack: another poll thread waits for memory to be read from a file, and on this"
                    + " JDK asking any would make all others wait for that too";
    static final String STARVES =
            "no stack: on this JDK all threads would have to wait until one that gets no CPU" + " could be looked at";

    /** After a stack that took longer than this there are none for so many times as long. */
    private static final long LONG_NANOS = 200_000_000L;

    private static final long REST = 20;

    /** Shorter than a verdict on one that may be idle waits for a stack. */
    private static final long LONGEST_REST_NANOS = 5_000_000_000L;

    /** Who goes round moves within this; else within twice as long, and so on, until so much has passed in all. */
    private static final long FIRST_WATCH_NANOS = 1_000_000L;

    private static final long WATCH_NANOS = 40_000_000L;

    /** What the kernel says of a thread at this moment. */
    interface Kernel {

        Kernel LINUX = new Kernel() {
            @Override
            public String state(long tid) {
                return LinuxTasks.stateNow(tid);
            }

            @Override
            public boolean isInSystemCall(long tid) {
                return SystemCalls.isInOne(tid);
            }
        };

        /** Its state letter, empty when unknown. */
        String state(long tid);

        boolean isInSystemCall(long tid);
    }

    private final boolean global;
    private final boolean countedLoopsPoll;
    private final Supplier<Map<Long, Long>> moves;
    private final Kernel kernel;
    private final Set<Long> starving = ConcurrentHashMap.newKeySet();
    private volatile long restUntil = System.nanoTime();

    /**
     * In this JVM.
     *
     * @param global whether there is a risk at all: each stack brings all threads to a safepoint
     * @param countedLoopsPoll whether one in a counted loop comes to it at once
     * @param moves of each poll thread that is awake in its loop, by its OS thread id, a number that its next move changes
     * @param kernel is asked for their states
     */
    SafepointRisk(boolean global, boolean countedLoopsPoll, Supplier<Map<Long, Long>> moves, Kernel kernel) {
        this.global = global;
        this.countedLoopsPoll = countedLoopsPoll;
        this.moves = moves;
        this.kernel = kernel;
    }

    /**
     * Why a thread that may run must not be asked for its stack; the others are another question.
     *
     * @return a sentence, empty where it may
     */
    String ofAsking(long tid) {
        if (!global) {
            return "";
        }
        String state = kernel.state(tid);
        if (mayRun(state)) {
            return countedLoopsPoll ? "" : RUNNING;
        }
        return fetches(tid, state) ? FETCHING : "";
    }

    /**
     * Why no thread at all must be asked for its stack just now, since there are others. Watches them for a moment: what they did a check
     * ago says little, for after a host pause none of them has moved, and who moved then may be in a counted loop now.
     *
     * @return a sentence, empty where they may
     */
    String ofOthers() {
        if (!global) {
            return "";
        }
        if (restUntil - System.nanoTime() > 0) {
            return LATELY;
        }
        Map<Long, Long> still = new HashMap<>(moves.get());
        long begun = System.nanoTime();
        String why = "";
        for (long watch = FIRST_WATCH_NANOS; !still.isEmpty(); watch *= 2) {
            StallDiagnoser.pause(watch);
            still.entrySet().retainAll(moves.get().entrySet());
            why = keepOnlyRisks(still);
            if (System.nanoTime() - begun > WATCH_NANOS) {
                break;
            }
        }
        starving.retainAll(still.keySet());
        return why;
    }

    /** Leaves those of the threads for which all might have to wait, and tells why of one of them; empty where there are none. */
    private String keepOnlyRisks(Map<Long, Long> still) {
        String found = "";
        for (Iterator<Long> tids = still.keySet().iterator(); tids.hasNext(); ) {
            String why = riskOf(tids.next());
            if (why.isEmpty()) {
                tids.remove();
            } else {
                found = why;
            }
        }
        return found;
    }

    private String riskOf(long tid) {
        String state = kernel.state(tid);
        if (!mayRun(state)) {
            return fetches(tid, state) ? OTHER_FETCHES : "";
        }
        if (!countedLoopsPoll) {
            return OTHER_RUNS;
        }
        return starving.contains(tid) ? STARVES : "";
    }

    /** Waits for a disk though it has called for nothing. */
    private boolean fetches(long tid, String state) {
        return state.equals("D") && !kernel.isInSystemCall(tid);
    }

    static boolean mayRun(String state) {
        return state.isEmpty() || state.equals("R");
    }

    /** Whether a thread was found to get next to no CPU; that is believed for as long as it is runnable and shows no progress. */
    void found(long tid, boolean starves) {
        if (starves && global) {
            starving.add(tid);
        } else {
            starving.remove(tid);
        }
    }

    /** A stack has taken so long, without what the collector took meanwhile. */
    void took(long nanos) {
        if (global && !countedLoopsPoll && nanos > LONG_NANOS) {
            restUntil = System.nanoTime() + Math.min(LONGEST_REST_NANOS, nanos * REST);
        }
    }
}
