package dev.pollwatch.hosts.trial;

import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands while the host does. Some bystanders, who do nothing but nap, wind it up: where none of them came by for longer than
 * naps take, nobody could. No lock, since whoever reads it is a poll thread.
 */
final class RunningTime {

    private static final int BYSTANDERS = 3;
    private static final long TOLERANCE_NANOS = 2_000_000;

    private final AtomicReference<Seen> seen = new AtomicReference<>(new Seen(System.nanoTime(), 0));

    /** Runs the bystanders. */
    void start() {
        for (int i = 0; i < BYSTANDERS; i++) {
            Thread thread = new Thread(
                    () -> {
                        while (true) {
                            Handler.nap(1);
                            seen.updateAndGet(before -> before.at(System.nanoTime()));
                        }
                    },
                    "bystander-" + i);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Nanoseconds in which the host ran, since some time. */
    long nanos() {
        long now = System.nanoTime();
        return now - seen.get().at(now).stoodStill;
    }

    /**
     * A bystander came by.
     *
     * @param nanos when
     * @param stoodStill how long the host stood still until then
     */
    private record Seen(long nanos, long stoodStill) {

        Seen at(long now) {
            return new Seen(now, stoodStill + Math.max(0, now - nanos - TOLERANCE_NANOS));
        }
    }
}
