package dev.pollwatch.start;

import dev.pollwatch.keepalive.PollThreads;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;

/** Failures of our own, logged the 1st, 2nd, 4th, 8th … time each: one that recurs at every check must not flood the log. */
final class Troubles implements PollThreads.Trouble {

    private static final int MOST_KINDS = 1000;

    private final Logger logger;
    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    Troubles(Logger logger) {
        this.logger = logger;
    }

    @Override
    public void report(String what, Throwable failure) {
        try {
            String kind = counts.size() < MOST_KINDS ? what : "something";
            long times = counts.computeIfAbsent(kind, none -> new AtomicLong()).incrementAndGet();
            if (Long.bitCount(times) == 1) {
                logger.warn("{} failed ({}x); the host is not affected", what, times, failure);
            }
        } catch (Throwable noWordsLeft) {
            // Out of memory or stack on a host thread; a report must not make it worse.
        }
    }
}
