package dev.pollwatch.keepalive;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Hands out the newest snapshot, and an old one where the watcher hangs, so that no reader hangs with it. */
final class Snapshots {

    /** A snapshot serves all readers for so long: JConsole asks for each attribute of each bean on its own. */
    private static final long LIFE_NANOS = 20_000_000L;

    /** A reader waits so long for a check to end; after that the watcher hangs, and the last snapshot says how old it is. */
    private static final long PATIENCE_MILLIS = 1000;

    /** Makes a snapshot. */
    interface Maker {

        /** Of these rows, which are old; or, under the lock, of the present ones. */
        Snapshot make(@Nullable List<Row> old);
    }

    private final Clock clock;
    private final ReentrantLock lock;
    private final Maker maker;
    private volatile @Nullable Snapshot last;
    private volatile long lastNanos;
    private volatile boolean outdated;
    /** A reader has waited in vain, and nobody has had the lock since. */
    private volatile boolean hangs;

    Snapshots(Clock clock, ReentrantLock lock, Maker maker) {
        this.clock = clock;
        this.lock = lock;
        this.maker = maker;
    }

    /** Something changed that the next reader must see. */
    void outdate() {
        outdated = true;
    }

    Snapshot newest() {
        Snapshot present = last;
        if (present != null && !outdated && clock.nanoTime() - lastNanos < LIFE_NANOS) {
            return present;
        }
        boolean locked = false;
        try {
            // The first does not mind that the reader was interrupted. Who comes after one that waited in vain does
            // not wait: there may be thousands of attributes to read.
            locked = lock.tryLock() || (!hangs && lock.tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS));
            hangs = !locked;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        if (!locked) {
            return maker.make(present == null ? List.of() : present.rows());
        }
        try {
            // Before: what is found while it is made is for the next.
            outdated = false;
            Snapshot made = maker.make(null);
            last = made;
            lastNanos = clock.nanoTime();
            return made;
        } finally {
            lock.unlock();
        }
    }
}
