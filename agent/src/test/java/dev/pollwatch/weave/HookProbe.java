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

    HookProbe install() {
        TestHooks.enter = this::enter;
        TestHooks.leave = this::leave;
        TestHooks.fallAsleep = this::fallAsleep;
        TestHooks.wake = this::wake;
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

    private AtomicLongArray enter(int id) {
        enters++;
        ids.add(id);
        return words;
    }

    private void leave(AtomicLongArray given, Throwable throwable) {
        leaves++;
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
        if (asleep()) {
            return null;
        }
        toggle();
        return words;
    }

    private void wake(AtomicLongArray token) {
        bodyWakes++;
        if (token != null) {
            toggle();
        }
    }

    private void toggle() {
        words.set(HeartbeatWords.SLEEP, words.get(HeartbeatWords.SLEEP) + 1);
    }
}
