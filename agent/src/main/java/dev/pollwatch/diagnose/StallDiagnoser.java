package dev.pollwatch.diagnose;

import dev.pollwatch.keepalive.Cause;
import dev.pollwatch.keepalive.Diagnoser;
import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.os.LinuxTasks;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Finds the reason behind a verdict from what the kernel, the JVM and the stack say, in this order. */
public final class StallDiagnoser implements Diagnoser {

    private final Stacks stacks;

    /**
     * Makes one for this JVM.
     *
     * @param withoutProgress the OS thread ids of the poll threads that are awake and show no progress: while one of them runs, a stack of
     *     any thread may stop all others for long
     */
    public StallDiagnoser(Supplier<long[]> withoutProgress) {
        this.stacks = new Stacks(withoutProgress);
    }

    @Override
    public Diagnosis diagnose(Case found) {
        return switch (found.cause()) {
            case THREW -> threw(found.thrown());
            case RETURNED -> Diagnosis.of("RETURNED", "the loop returned although its rule says on-return=dead");
            case ENDED -> Diagnosis.of("ENDED", "the thread ended and was not seen leaving the loop");
            case NEVER_BEAT -> {
                Diagnosis doing = stalled(found);
                yield new Diagnosis(
                        "NEVER_BEAT",
                        "entered the loop and never came to its first pass; it is " + doing.line(),
                        doing.stack());
            }
            case OVERSLEPT -> {
                Diagnosis doing = stalled(found);
                yield new Diagnosis("WAITING", "asleep for longer than sleep-limit; " + doing.detail(), doing.stack());
            }
            case STALLED, NONE -> stalled(found);
        };
    }

    @Override
    public String stackOf(@Nullable Thread thread, long tid) {
        Stacks.Taken taken = stacks.of(thread, tid);
        return taken.frames().isEmpty() ? taken.whyNone() : taken.text();
    }

    private Diagnosis stalled(Case found) {
        Thread thread = found.thread();
        if (thread == null || !thread.isAlive()) {
            return Diagnosis.of(Cause.ENDED.name(), "the thread has ended");
        }
        String kernelState = LinuxTasks.stateNow(found.tid());
        Waits.Wait wait = Waits.of(found.javaThreadId());
        Stacks.Taken stack = stacks.of(thread, found.tid());
        StackTraceElement at = stack.telling();
        String where = at == null ? "; " + stack.whyNone() : " at " + Frames.brief(at);
        Thread.State state = wait == null ? thread.getState() : wait.state();
        String on = wait == null || wait.on().isEmpty() ? "" : " on " + wait.on();
        String holder = wait == null ? "" : wait.holder();
        return switch (state) {
            case BLOCKED, WAITING, TIMED_WAITING ->
                state == Thread.State.BLOCKED || !holder.isEmpty()
                        ? new Diagnosis("BLOCKED", trimmed(on + heldBy(holder) + where), stack.text())
                        : new Diagnosis("WAITING", trimmed(on + where), stack.text());
            default ->
                kernelState.equals("S") || kernelState.equals("D")
                        ? new Diagnosis("IN_SYSCALL", "in state " + kernelState + where, stack.text())
                        : new Diagnosis("SPINNING", trimmed(where), stack.text());
        };
    }

    private static String heldBy(String holder) {
        return holder.isEmpty() ? "" : " held by \"" + holder + "\"";
    }

    private static String trimmed(String sentence) {
        return sentence.startsWith("; ") ? sentence.substring(2) : sentence.trim();
    }

    private static Diagnosis threw(@Nullable Throwable thrown) {
        if (thrown == null) {
            return Diagnosis.of("THREW", "the loop was left by an exception that is no longer at hand");
        }
        String what = Frames.describe(thrown);
        Stacks.Taken stack = Stacks.ofThrowable(thrown);
        StackTraceElement at = stack.telling();
        return new Diagnosis("THREW", what + (at == null ? "" : " at " + Frames.brief(at)), stack.text());
    }
}
