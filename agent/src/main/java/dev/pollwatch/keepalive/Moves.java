package dev.pollwatch.keepalive;

import java.util.HashMap;
import java.util.Map;

/** How far the poll threads have come that are awake in their loops: who shows the same twice has not moved in between. */
final class Moves {

    private Moves() {}

    /**
     * Reads them; takes no lock.
     *
     * @return by OS thread id, where that is known, a number that grows with the thread's next beat, sleep or entering
     */
    static Map<Long, Long> of(Iterable<PollRow> rows) {
        Map<Long, Long> moves = new HashMap<>();
        for (PollRow row : rows) {
            HostThread runner = row.lastRunner();
            long ended = row.endedEntry();
            long entry = row.entries();
            long sleep = HeartbeatWords.sleep(row.words());
            boolean awake = ended < entry && row.innerLoop() == null && !HeartbeatWords.asleep(sleep);
            if (awake && runner != null && runner.tid() > 0 && runner.alive()) {
                // A thread that has several rows has moved when any of them has.
                moves.merge(runner.tid(), HeartbeatWords.beats(row.words()) + sleep + entry, Long::sum);
            }
        }
        return moves;
    }
}
