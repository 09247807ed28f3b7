package dev.pollwatch.diagnose;

import dev.pollwatch.os.SystemCalls;

/**
 * Where a thread waits, as far as that is told without its stack and so without a safepoint: by the object that it parks or waits on, or by
 * its selector. A thread that idles comes back to the same queue or selector time and again, and what its handlers wait for is another.
 */
final class Place {

    private final SystemCalls calls = SystemCalls.ofThisMachine();

    /**
     * The place at this moment.
     *
     * @return {@code AbstractQueuedSynchronizer$ConditionObject@1f2e} or the like, for comparing only; empty where it is not told
     */
    String of(Stacks.Target target) {
        Waits.Wait wait = Waits.of(target.javaThreadId(), target.thread());
        if (wait == null) {
            return "";
        }
        return wait.waits() ? wait.on() : calls.selectorOf(target.tid());
    }
}
