package dev.pollwatch.hosts.stalls;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A poll thread that can be told when to stand still. Its iterations are {@link #once()}, which at its end, right before the loop's header,
 * notes the time; so a stall is never held to have begun later than it did.
 */
final class StallingThread extends Thread {

    private static final long NEVER = Long.MAX_VALUE;

    private final String way;
    private final Way stillness;
    private final long napNanos;
    private final StallingLoops loops = new StallingLoops(this);

    private volatile long stallAt = NEVER;
    private volatile boolean stalled;
    private volatile boolean standing;
    private volatile long lastPassNanos;
    private long notedNanos = System.nanoTime();

    /**
     * Makes one.
     *
     * @param name its name
     * @param way how it stands still
     * @param napMillis how long it naps per iteration, give or take the half of it
     */
    StallingThread(String name, String way, long napMillis) throws Exception {
        super(name);
        this.way = way;
        this.stillness = Ways.of(this, way);
        this.napNanos = TimeUnit.MILLISECONDS.toNanos(napMillis);
        setDaemon(true);
        setUncaughtExceptionHandler((thread, thrown) -> {
            if (!(thrown instanceof RingFullException)) {
                thrown.printStackTrace();
            }
        });
    }

    @Override
    public void run() {
        try {
            stillness.prepare();
            switch (way) {
                case "inner-loop" -> loops.pollWithInnerLoop();
                case "return" -> {
                    loops.pollAndReturn();
                    lingers();
                }
                case "begin" -> {
                    awaitTurn();
                    begins();
                    loops.begin();
                }
                case "nested" -> loops.outer();
                default -> loops.poll();
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void stallAt(long nanos) {
        stallAt = nanos;
    }

    /** Whoever stands still and can go on does so; waits until it has. */
    void release() throws InterruptedException {
        stalled = false;
        LockSupport.unpark(this);
        while (standing) {
            sleep(1);
        }
    }

    boolean isStalled() {
        return stalled;
    }

    /** When it passed the header last before the latest stall. */
    long lastPassNanos() {
        return lastPassNanos;
    }

    /** One iteration. */
    void once() throws Exception {
        if (isDue()) {
            begins();
            standing = true;
            stillness.stand();
            standing = false;
        } else {
            nap();
        }
        notedNanos = System.nanoTime();
    }

    /** The same for loops that do by themselves what they do when they stand still; whether it is time for that. */
    boolean onceOrStall() {
        boolean due = isDue();
        if (due) {
            begins();
        } else {
            nap();
        }
        notedNanos = System.nanoTime();
        return due;
    }

    /** The stall begins, or the loop is being left, which counts from now. */
    void leaves() {
        lastPassNanos = System.nanoTime();
    }

    void stand() throws Exception {
        stillness.stand();
    }

    private void begins() {
        stallAt = NEVER;
        stalled = true;
        lastPassNanos = notedNanos;
    }

    private boolean isDue() {
        long at = stallAt;
        return at != NEVER && System.nanoTime() - at >= 0;
    }

    private void awaitTurn() {
        while (!isDue()) {
            nap();
        }
        notedNanos = System.nanoTime();
    }

    private void lingers() {
        while (true) {
            nap();
        }
    }

    private void nap() {
        LockSupport.parkNanos(napNanos / 2 + ThreadLocalRandom.current().nextLong(napNanos));
    }
}
