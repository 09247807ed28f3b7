package dev.pollwatch.diagnose;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who waits for whom, from one thread on: each waits for what the next holds. Followed thread by thread, each asked for by its id, which
 * needs no safepoint; the JVM's own search for deadlocks stops all threads.
 *
 * @param waits the thread, who holds what it waits for, who holds what that one waits for …
 * @param cycleFrom where in the list the threads begin that wait for each other in a ring, to the list's end; −1 where none do
 */
record LockChain(List<Waits.Wait> waits, int cycleFrom) {

    /** Longer chains are cut; of a ring that is so long one sees the beginning. */
    private static final int LONGEST = 64;

    static LockChain from(Waits.Wait first) {
        LockChain chain = follow(first);
        // What was read of one thread may no longer hold when the next is read; a ring that is real stays.
        boolean phantom = chain.cycleFrom() >= 0 && !chain.equals(again(first));
        return phantom ? new LockChain(List.of(first), -1) : chain;
    }

    private static LockChain again(Waits.Wait first) {
        Waits.Wait now = Waits.of(first.id());
        return now == null ? new LockChain(List.of(), -1) : follow(now);
    }

    private static LockChain follow(Waits.Wait first) {
        List<Waits.Wait> waits = new ArrayList<>();
        Map<Long, Integer> places = new HashMap<>();
        Waits.Wait next = first;
        while (next != null && waits.size() < LONGEST) {
            Integer seen = places.putIfAbsent(next.id(), waits.size());
            if (seen != null) {
                return new LockChain(List.copyOf(waits), seen);
            }
            waits.add(next);
            next = next.holderId() < 0 ? null : Waits.of(next.holderId());
        }
        return new LockChain(List.copyOf(waits), -1);
    }

    /** Whether the first thread itself is in the ring. */
    boolean deadlocked() {
        return cycleFrom == 0;
    }

    /** The threads of the ring. */
    List<Waits.Wait> cycle() {
        return cycleFrom < 0 ? List.of() : waits.subList(cycleFrom, waits.size());
    }
}
