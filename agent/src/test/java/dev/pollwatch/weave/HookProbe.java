package dev.pollwatch.weave;

import dev.pollwatch.keepalive.HeartbeatWords;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/** Counts what woven code says through its hooks, and behaves as the core does. For one thread. */
final class HookProbe {

    final AtomicLongArray words = new AtomicLongArray(24);
    final List<Throwable> thrown = new ArrayList<>();
    final List<Integer> ids = new ArrayList<>();
    int enters;
    int leaves;
    int leavesAsleep;
    int bodySleeps;
    int bodyWakes;
    int calls;
    int ends;
    int eaches;
    int progresses;
    /** What happened, in its order; beats aside. */
    final List<String> log = new ArrayList<>();

    HookProbe install() {
        TestHooks.enter = this::enter;
        TestHooks.leave = this::leave;
        TestHooks.fallAsleep = this::fallAsleep;
        TestHooks.wake = this::wake;
        TestHooks.call = this::call;
        TestHooks.end = this::end;
        TestHooks.progress = this::progress;
        TestHooks.each = this::each;
        return this;
    }

    long beats() {
        return words.get(HeartbeatWords.BEATS);
    }

    /** How often the thread fell asleep and woke again. */
    long sleeps() {
        assertAwake();
        return words.get(HeartbeatWords.SLEEP) / 2;
    }

    boolean asleep() {
        return (words.get(HeartbeatWords.SLEEP) & 1) != 0;
    }

    void assertAwake() {
        if (asleep()) {
            throw new AssertionError("left asleep");
        }
    }

    private void call(int id) {
        calls++;
        ids.add(id);
        log.add("call");
    }

    private void end() {
        ends++;
        log.add("end");
    }

    private AtomicLongArray progress() {
        progresses++;
        log.add("progress");
        return words;
    }

    private void each() {
        eaches++;
        log.add("each");
    }

    private AtomicLongArray enter(int id) {
        enters++;
        log.add("enter");
        ids.add(id);
        return words;
    }

    private void leave(AtomicLongArray given, Throwable throwable) {
        leaves++;
        log.add("leave");
        if (given != words) {
            throw new AssertionError("other words");
        }
        if (throwable != null) {
            thrown.add(throwable);
        }
        if (asleep()) {
            leavesAsleep++;
            toggle();
        }
    }

    private AtomicLongArray fallAsleep() {
        bodySleeps++;
        log.add("sleep");
        if (asleep()) {
            return null;
        }
        toggle();
        return words;
    }

    private void wake(AtomicLongArray token) {
        bodyWakes++;
        log.add("wake");
        if (token != null) {
            toggle();
        }
    }

    private void toggle() {
        words.set(HeartbeatWords.SLEEP, words.get(HeartbeatWords.SLEEP) + 1);
    }
}
