package dev.pollwatch.keepalive;

import org.jspecify.annotations.Nullable;

/**
 * The poll loop in which a thread calls for a {@code call} row, as a check sees it: when that sleeps, the thread rightly does not call. Costs
 * the host's thread nothing.
 */
final class LoopAround {

    private @Nullable Loop asleepIn;
    private long seenSleep;

    /** Looks; tells whether that loop fell asleep or woke since the look before. */
    boolean look(PollRow row, boolean calls) {
        HostThread runner = calls ? row.lastRunner() : null;
        PollRow around = runner == null ? null : runner.innermost();
        long sleep = around == null ? 0 : HeartbeatWords.sleep(around.words());
        asleepIn = around != null && HeartbeatWords.asleep(sleep) ? around.loop() : null;
        boolean moved = sleep != seenSleep;
        seenSleep = sleep;
        return moved;
    }

    /** The loop, if it is asleep. */
    @Nullable
    Loop asleepIn() {
        return asleepIn;
    }
}
