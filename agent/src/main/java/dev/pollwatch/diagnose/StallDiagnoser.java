package dev.pollwatch.diagnose;

import dev.pollwatch.keepalive.Cause;
import dev.pollwatch.keepalive.Diagnoser;
import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.os.CgroupCpu;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds the reason behind a verdict: looks at all threads in question twice, by what the kernel and the JVM say without stopping anybody,
 * and then takes the stacks that may be taken. Where the second look leaves open whether a thread runs or starves, there is a third, later.
 */
public final class StallDiagnoser implements Diagnoser {

    private static final long BETWEEN_LOOKS_NANOS = 60_000_000L;
    private static final long UNTIL_THIRD_LOOK_NANOS = 240_000_000L;

    private final Stacks stacks;
    private final CgroupCpu cgroup = new CgroupCpu();
    private final ThrownText thrown = new ThrownText();
    private final Findings findings;
    private final EarlierLooks earlier;

    /**
     * Makes one for this JVM.
     *
     * @param moves of each poll thread that is awake in its loop, by its OS thread id, a number that its next move changes: while one of
     *     them runs and does not move, a stack of any thread may stop all others for long
     * @param earlier how threads were seen before they were called DEAD
     */
    public StallDiagnoser(Supplier<Map<Long, Long>> moves, EarlierLooks earlier) {
        this.earlier = earlier;
        this.stacks = new Stacks(moves);
        this.findings = new Findings(stacks);
    }

    @Override
    public void diagnose(List<Case> cases, BiConsumer<Case, Diagnosis> results) {
        List<Suspect> suspects = new ArrayList<>();
        List<Case> left = new ArrayList<>();
        long throttled = cgroup.timesThrottled();
        for (Case each : cases) {
            Thread thread = each.thread();
            if (each.cause().left()) {
                left.add(each);
            } else if (thread == null || !thread.isAlive()) {
                results.accept(each, Findings.ended());
            } else {
                suspects.add(new Suspect(each, thread, throttled, earlier.of(each.tid())));
            }
        }
        lookAgain(suspects, BETWEEN_LOOKS_NANOS);
        List<Suspect> unclear = new ArrayList<>();
        List<Suspect> clear = new ArrayList<>();
        for (Suspect suspect : suspects) {
            (suspect.looks().unclear() ? unclear : clear).add(suspect);
        }
        // Whether another starves decides whether a stack may be taken at all, so these come first where that is so.
        if (stacks.stopsAll() && !unclear.isEmpty()) {
            lookAgain(unclear, UNTIL_THIRD_LOOK_NANOS);
            findings.tell(suspects, results);
        } else {
            findings.tell(clear, results);
            lookAgain(unclear, UNTIL_THIRD_LOOK_NANOS);
            findings.tell(unclear, results);
        }
        // The host's own code may be slow.
        long begun = System.nanoTime();
        for (Case each : left) {
            results.accept(each, ofLeft(each, System.nanoTime() - begun));
        }
    }

    private void lookAgain(List<Suspect> suspects, long after) {
        if (suspects.isEmpty()) {
            return;
        }
        pause(after);
        long throttled = cgroup.timesThrottled();
        for (Suspect suspect : suspects) {
            suspect.lookAgain(throttled);
        }
    }

    /** Waits on the diagnosis thread, be it interrupted by a host that interrupts all it can find. */
    static void pause(long nanos) {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = until - System.nanoTime()) {
            Thread.interrupted();
            LockSupport.parkNanos(left);
        }
    }

    private Diagnosis ofLeft(Case left, long spentNanos) {
        return switch (left.cause()) {
            case RETURNED -> Diagnosis.of("RETURNED", "the loop returned although its rule says on-return=dead");
            case THREW -> thrown.diagnosis(left.thrown(), spentNanos);
            default -> Diagnosis.of(Cause.ENDED.name(), "the thread ended and was not seen leaving the loop");
        };
    }

    @Override
    public String stackOf(@Nullable Thread thread, long tid) {
        Stacks.Taken taken = stacks.of(thread, tid);
        return taken.frames().isEmpty() ? taken.whyNone() : taken.text();
    }
}
