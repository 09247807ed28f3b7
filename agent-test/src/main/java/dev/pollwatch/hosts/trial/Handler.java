package dev.pollwatch.hosts.trial;

/** What the loops hand their work to; nothing in here is a poll loop or a sleep point of one. */
final class Handler {

    private volatile String way = "";
    private volatile long millis;
    private volatile long took;

    /** A nap, so that a busy loop leaves something of a small machine to others. */
    void nap() {
        nap(1);
    }

    /** Works, as far as the CPU can tell. */
    void compute(long time) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < time * 1_000_000) {
            Thread.onSpinWait();
        }
    }

    /** Has the next {@link #handle} take long; blocks until it is over. */
    long handleLong(String howTo, long time) {
        took = 0;
        millis = time;
        way = howTo;
        while (took == 0) {
            nap();
        }
        return took;
    }

    /** One iteration's work. */
    void handle() {
        String ordered = way;
        if (ordered.isEmpty()) {
            nap();
            return;
        }
        way = "";
        long begin = System.nanoTime();
        switch (ordered) {
            case "compute" -> compute(millis);
            case "wait" -> nap(millis);
            default -> throw new IllegalArgumentException(ordered);
        }
        took = Math.max(1, System.nanoTime() - begin);
    }

    /** A longer one. */
    static void nap(long time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
