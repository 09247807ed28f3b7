package dev.pollwatch.diagnose;

import dev.pollwatch.keepalive.Cause;
import dev.pollwatch.keepalive.Diagnoser;
import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.os.SystemCalls;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Takes the stacks of threads that were looked at, and puts what is known of each into a word and a sentence. */
final class Findings {

    /** Between the two stacks of one that runs. */
    private static final long BETWEEN_STACKS_NANOS = 15_000_000L;

    /** Of a deadlock of many threads one sees the beginning. */
    private static final int LONGEST_SENTENCE = 4000;

    private final Stacks stacks;
    private final SystemCalls calls = SystemCalls.ofThisMachine();

    /** What the stacks of a lot of threads show: one of each, and of those that run a second. */
    private record Shown(Map<Suspect, Stacks.Taken> first, Map<Suspect, Stacks.Taken> second) {

        Stacks.Taken of(Suspect suspect) {
            return first.getOrDefault(suspect, Stacks.Taken.none(""));
        }
    }

    Findings(Stacks stacks) {
        this.stacks = stacks;
    }

    static Diagnosis ended() {
        return Diagnosis.of(Cause.ENDED.name(), "the thread ended and was not seen leaving the loop");
    }

    void tell(List<Suspect> suspects, BiConsumer<Diagnoser.Case, Diagnosis> results) {
        if (suspects.isEmpty()) {
            return;
        }
        boolean starved = false;
        for (Suspect suspect : suspects) {
            boolean starves = suspect.looks().doing() == Looks.Doing.STARVES
                    && suspect.looks().carried();
            stacks.risk().found(suspect.found().tid(), starves);
            starved |= starves;
        }
        boolean mayTake = !starved || !stacks.stopsAll();
        Shown shown = mayTake ? show(suspects) : new Shown(Map.of(), Map.of());
        LockHolders holders = new LockHolders(stacks, mayTake);
        for (Suspect suspect : suspects) {
            results.accept(suspect.found(), tell(suspect, shown, mayTake, holders));
        }
    }

    private Shown show(List<Suspect> suspects) {
        List<Suspect> running = new ArrayList<>();
        for (Suspect suspect : suspects) {
            if (suspect.looks().doing() == Looks.Doing.RUNS) {
                running.add(suspect);
            }
        }
        Map<Suspect, Stacks.Taken> first = take(suspects);
        // One that could not be looked at is not asked a second time.
        running.removeIf(suspect ->
                first.getOrDefault(suspect, Stacks.Taken.none("")).frames().isEmpty());
        if (running.isEmpty()) {
            return new Shown(first, Map.of());
        }
        StallDiagnoser.pause(BETWEEN_STACKS_NANOS);
        return new Shown(first, take(running));
    }

    private Map<Suspect, Stacks.Taken> take(List<Suspect> suspects) {
        List<Stacks.Target> targets = new ArrayList<>();
        suspects.forEach(suspect -> targets.add(suspect.target()));
        List<Stacks.Taken> taken = stacks.of(targets);
        Map<Suspect, Stacks.Taken> bySuspect = new HashMap<>();
        for (int i = 0; i < taken.size(); i++) {
            bySuspect.put(suspects.get(i), taken.get(i));
        }
        return bySuspect;
    }

    private Diagnosis tell(Suspect suspect, Shown shown, boolean mayTake, LockHolders holders) {
        if (!suspect.thread().isAlive()) {
            return ended();
        }
        Stacks.Taken stack = mayTake ? shown.of(suspect) : Stacks.Taken.none(SafepointRisk.STARVES);
        Diagnosis doing = doing(suspect, stack, shown, holders);
        return switch (suspect.found().cause()) {
            case NEVER_BEAT ->
                new Diagnosis(
                        "NEVER_BEAT",
                        "entered the loop and never came to its first pass; it is " + doing.line(),
                        doing.stack(),
                        doing.evidence());
            case OVERSLEPT ->
                new Diagnosis(
                        "WAITING",
                        "asleep for longer than sleep-limit; " + doing.detail(),
                        doing.stack(),
                        doing.evidence());
            default -> {
                // What it rests at now is not what kept it from making progress then.
                Looks starved = suspect.looks().rests() ? suspect.starvedBefore() : null;
                yield starved == null
                        ? doing
                        : new Diagnosis(
                                "STARVED", starvedBefore(starved) + doing.line(), doing.stack(), starved.evidence(""));
            }
        };
    }

    private Diagnosis doing(Suspect suspect, Stacks.Taken stack, Shown shown, LockHolders holders) {
        Looks looks = suspect.looks();
        String call = looks.second().now().state().equals("R")
                ? ""
                : calls.of(suspect.found().tid());
        String word;
        String detail;
        switch (looks.doing()) {
            case WAITS -> {
                LockHolders.Told told = holders.tell(suspect.lock(), looks.java(), stack);
                word = told.word();
                detail = told.detail();
            }
            case RUNS -> {
                word = "SPINNING";
                detail = running(looks, stack, shown.second().get(suspect));
            }
            case STARVES -> {
                word = "STARVED";
                detail = starved(looks) + where(stack);
            }
            default -> {
                word = "IN_SYSCALL";
                detail = inKernel(looks, stack, call) + where(stack);
            }
        }
        return new Diagnosis(word, Frames.cut(detail, LONGEST_SENTENCE), stack.text(), looks.evidence(call));
    }

    private static String running(Looks looks, Stacks.Taken one, Stacks.@Nullable Taken other) {
        StackTraceElement shared = other == null ? null : SharedFrame.of(one.frames(), other.frames());
        String cpu = looks.cpuShare() < 0
                ? ""
                : String.format(Locale.ROOT, ", %.0f %% of a CPU", Math.min(100, 100 * looks.cpuShare()));
        String throttled = looks.throttled() > 0 ? ", though its control group is throttled" : "";
        if (shared != null) {
            return "at " + Frames.brief(shared) + " in both of two stacks" + cpu + throttled;
        }
        StackTraceElement at = one.telling();
        return (at == null ? one.whyNone() : "at " + Frames.brief(at)) + cpu + throttled;
    }

    private static String starved(Looks looks) {
        if (!looks.carried()) {
            return "runnable, and no carrier thread runs it";
        }
        String got = looks.cpuNanos() / 1_000_000 + " ms of CPU in " + looks.betweenNanos() / 1_000_000 + " ms";
        return "runnable, but got " + got
                + (looks.throttled() > 0 ? "; its control group was throttled " + looks.throttled() + " times" : "");
    }

    private static String starvedBefore(Looks looks) {
        // The kernel adds a wait when it ends, so that it can be longer than the time between the looks.
        boolean all = looks.runQueueWaitNanos() >= looks.betweenNanos();
        return String.format(
                Locale.ROOT,
                "waited for a CPU for %s the %d ms before it was looked at; since then it is ",
                all ? "all of" : looks.runQueueWaitNanos() / 1_000_000 + " ms of",
                looks.betweenNanos() / 1_000_000);
    }

    private static String inKernel(Looks looks, Stacks.Taken stack, String call) {
        String state = looks.second().now().state();
        String inCall = call.isEmpty() ? "" : "in " + call + " ";
        boolean nativeTop = stack.frames().isEmpty() || stack.frames().get(0).isNativeMethod();
        // Class initialization, an allocation that waits for the collector: the JVM waits, and Java says RUNNABLE.
        String inside = nativeTop ? "" : ", inside the JVM itself";
        return inCall + (state.isEmpty() ? "without using CPU" : "in state " + state) + inside;
    }

    /** Where a thread stands; begins with a blank or a semicolon. */
    static String where(Stacks.Taken stack) {
        StackTraceElement at = stack.telling();
        if (at == null) {
            return stack.whyNone().isEmpty() ? "" : "; " + stack.whyNone();
        }
        StackTraceElement called = stack.calledByIt();
        return (called == null ? "" : " in " + Frames.method(called)) + " at " + Frames.brief(at);
    }
}
