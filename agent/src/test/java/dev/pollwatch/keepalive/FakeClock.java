package dev.pollwatch.keepalive;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test moves it. */
final class FakeClock implements Clock {

    private static final long EPOCH_MILLIS_AT_START = 1_790_000_000_000L;

    private static final long UP_AT_START = Duration.ofHours(5).toNanos();

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong wallClockSteps = new AtomicLong();

    private final AtomicLong suspendedNanos = new AtomicLong();
    private volatile boolean uptimeHidden;
    private volatile Runnable onUptime = () -> {};

    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Somebody sets the wall clock. */
    void stepWallClock(Duration by) {
        wallClockSteps.addAndGet(by.toMillis());
    }

    /** The machine goes to sleep and is woken: the monotonic clock does not see it. */
    void suspend(Duration time) {
        suspendedNanos.addAndGet(time.toNanos());
        stepWallClock(time);
    }

    /** The system does not tell for how long it is up. */
    void hideUptime() {
        uptimeHidden = true;
    }

    /** What happens while somebody reads for how long the machine is up. */
    void onUptime(Runnable what) {
        onUptime = what;
    }

    @Override
    public long bootNanos() {
        onUptime.run();
        return uptimeHidden ? -1 : UP_AT_START + nanos.get() + suspendedNanos.get();
    }

    @Override
    public long nanoTime() {
        // Negative at first, as System.nanoTime() may be.
        return nanos.get() - Duration.ofDays(1).toNanos();
    }

    @Override
    public long epochMillis() {
        return EPOCH_MILLIS_AT_START
                + wallClockSteps.get()
                + Duration.ofNanos(nanos.get()).toMillis();
    }
}
