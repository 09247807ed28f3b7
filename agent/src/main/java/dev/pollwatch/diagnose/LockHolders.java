package dev.pollwatch.diagnose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says of threads that wait what they wait for, who holds it, and where that one is. */
final class LockHolders {

    private final Stacks stacks;
    private final boolean mayTake;
    private final HostThreadsByName threads = new HostThreadsByName();
    private final Map<Long, String> places = new HashMap<>();

    /** A word and its sentence. */
    record Told(String word, String detail) {}

    /**
     * For one lot of threads.
     *
     * @param mayTake whether stacks may be taken at all just now
     */
    LockHolders(Stacks stacks, boolean mayTake) {
        this.stacks = stacks;
        this.mayTake = mayTake;
    }

    /** Of a thread that waits by way of Java. */
    Told tell(Waits.@Nullable Wait wait, Thread.State state, Stacks.Taken stack) {
        String on = wait == null || wait.on().isEmpty() ? "" : "on " + wait.on();
        boolean forLock = wait == null ? state == Thread.State.BLOCKED : isForLock(wait, stack);
        if (!forLock) {
            return new Told(
                    "WAITING",
                    (on + Findings.where(stack)).replaceFirst("^; ", "").trim());
        }
        StackTraceElement at = stack.telling();
        String where = at == null ? "" : " at " + Frames.brief(at);
        if (wait == null || wait.holderId() < 0) {
            return new Told("BLOCKED", (on + ", held by nobody that the JVM names" + where).replaceFirst("^, ", ""));
        }
        LockChain chain = LockChain.from(wait);
        if (chain.deadlocked()) {
            return new Told("DEADLOCKED", ring(chain.cycle()) + Findings.where(stack));
        }
        return new Told("BLOCKED", on + " held by \"" + wait.holder() + "\"" + where + holder(chain));
    }

    /** Of an object in whose {@code wait} a thread is, the JVM names the holder of the moment; but it is a notification that is waited for. */
    private static boolean isForLock(Waits.Wait wait, Stacks.Taken stack) {
        boolean inWait = !stack.frames().isEmpty()
                && stack.frames().get(0).getClassName().equals("java.lang.Object")
                && wait.state() != Thread.State.BLOCKED;
        return wait.onLock() || (wait.holderId() >= 0 && !inWait);
    }

    /** What the one does that holds it. */
    private String holder(LockChain chain) {
        if (chain.waits().size() < 2) {
            return "";
        }
        Waits.Wait holder = chain.waits().get(1);
        String who = "; \"" + holder.name() + "\" is ";
        if (chain.cycleFrom() > 0) {
            return who + (chain.cycleFrom() == 1 ? "DEADLOCKED" : "BLOCKED behind a deadlock") + ": "
                    + ring(chain.cycle());
        }
        String waits = holder.holderId() < 0 ? "" : " on " + holder.on() + " held by \"" + holder.holder() + "\"";
        return who + holder.state() + waits + placeOf(holder);
    }

    /** {@code "a" waits for X@1 held by "b", which waits for Y@2 held by "a"}, with the place of each. */
    private String ring(List<Waits.Wait> cycle) {
        StringBuilder text = new StringBuilder();
        for (Waits.Wait each : cycle) {
            text.append(text.length() == 0 ? "\"" + each.name() + "\" waits for " : ", which waits for ")
                    .append(each.on())
                    .append(" held by \"")
                    .append(each.holder())
                    .append('"');
            Waits.Wait holder = byId(cycle, each.holderId());
            if (holder != null && holder != cycle.get(0)) {
                text.append(placeOf(holder));
            }
        }
        return text.toString();
    }

    private static Waits.@Nullable Wait byId(List<Waits.Wait> cycle, long id) {
        for (Waits.Wait each : cycle) {
            if (each.id() == id) {
                return each;
            }
        }
        return null;
    }

    /** Hundreds may wait for one; it is looked at once. */
    private String placeOf(Waits.Wait holder) {
        return places.computeIfAbsent(holder.id(), same -> lookFor(holder));
    }

    private String lookFor(Waits.Wait holder) {
        Thread thread = mayTake ? find(holder) : null;
        if (thread == null) {
            return "";
        }
        Stacks.Target target = new Stacks.Target(thread, -1, holder.id());
        List<Stacks.Target> targets = new ArrayList<>(List.of(target));
        // Of one that waits Java itself says that it does not run, so its OS thread id is not needed.
        Stacks.Taken taken = (holder.waits() ? stacks.ofWaiting(targets) : stacks.of(targets)).get(0);
        StackTraceElement at = taken.telling();
        return at == null ? "" : " at " + Frames.brief(at);
    }

    private @Nullable Thread find(Waits.Wait holder) {
        try {
            return threads.find(holder.id(), holder.name());
        } catch (SecurityException hidden) {
            return null;
        }
    }
}
