package dev.pollwatch.trial;

import dev.pollwatch.e2e.harness.Http;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks a host's agent again and again who is DEAD and since when. What the agent says of the time is held against when it first
 * said so, and when it did not yet. All times are those of {@link System#nanoTime()}, which on Linux all processes share.
 */
final class DeathWatch implements AutoCloseable {

    /** The agent gives all who ask within this time the same answer, so an answer may be that old; and some for luck. */
    private static final long OLDEST_ANSWER_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    /** So many answers tell the moment to a millisecond or two. */
    private static final int ENOUGH_ANSWERS = 5;

    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Http http;
    private final Duration nap;
    private final Map<String, Seen> dead = new HashMap<>();
    private final Thread thread = new Thread(this::watch, "death-watch");
    private volatile boolean closed;
    private RuntimeException failure;

    /**
     * Begins.
     *
     * @param http whom to ask
     * @param nap how long to wait between one answer and the next question
     */
    DeathWatch(Http http, Duration nap) {
        this.http = http;
        this.nap = nap;
        thread.setDaemon(true);
        thread.start();
    }

    /** What was seen of one verdict. */
    private static final class Seen {

        private final long notYet;
        private final long first;
        private long latest = Long.MAX_VALUE;
        private int answers;

        /**
         * Makes it at the first answer.
         *
         * @param notYet when the last answer was asked for in which it was not DEAD
         * @param first when the first came in which it was
         */
        Seen(long notYet, long first) {
            this.notYet = notYet;
            this.first = first;
        }

        /** An answer that had come by then says that it was DEAD for so long, rounded down: so not later than this. */
        void heard(long come, long sinceMillis) {
            latest = Math.min(latest, come - sinceMillis * NANOS_PER_MILLI);
            answers++;
        }

        /** The moment of the verdict, never too early; where the agent is belied by its own answers, not as it says. */
        long moment() {
            return latest < notYet - OLDEST_ANSWER_NANOS ? first : latest;
        }
    }

    private void watch() {
        long before = System.nanoTime();
        while (!closed) {
            long asked = System.nanoTime();
            try {
                Map<String, Long> since = new HashMap<>();
                http.health()
                        .dead()
                        .forEach(
                                row -> since.put(key(row.get("name"), row.get("loop")), (Long) row.get("sinceMillis")));
                enter(before, System.nanoTime(), since);
            } catch (RuntimeException e) {
                fail(e);
                return;
            }
            before = asked;
            LockSupport.parkNanos(nap.toNanos());
        }
    }

    private synchronized void enter(long before, long come, Map<String, Long> since) {
        dead.keySet().retainAll(since.keySet());
        since.forEach((key, millis) ->
                dead.computeIfAbsent(key, unused -> new Seen(before, come)).heard(come, millis));
        notifyAll();
    }

    private synchronized void fail(RuntimeException e) {
        if (!closed) {
            failure = e;
            notifyAll();
        }
    }

    /**
     * Waits until a row is DEAD.
     *
     * @param name its thread
     * @param loop its loop
     * @param limit for how long at most
     * @return the moment of the verdict, empty when there was none
     */
    synchronized Optional<Long> await(String name, String loop, Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        String key = key(name, loop);
        while (true) {
            if (failure != null) {
                throw failure;
            }
            Seen seen = dead.get(key);
            boolean over = System.nanoTime() - end >= 0;
            if (seen != null && (over || seen.answers >= ENOUGH_ANSWERS)) {
                return Optional.of(seen.moment());
            }
            if (over) {
                return Optional.empty();
            }
            try {
                wait(10);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** Whether a row was DEAD in the latest answer. */
    synchronized boolean isDead(String name, String loop) {
        return dead.containsKey(key(name, loop));
    }

    /** How many rows were DEAD in the latest answer. */
    synchronized int count() {
        return dead.size();
    }

    private static String key(Object name, Object loop) {
        return name + "|" + loop;
    }

    @Override
    public void close() {
        closed = true;
    }
}
