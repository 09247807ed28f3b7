package dev.pollwatch.keepalive;

import java.time.Duration;

/** A host on a fake clock that stands still at times, with a dispatcher in it that naps and checks as the real one does. */
final class PausingHost {

    private final WatchBench bench;
    private final long lateNanos;
    private long napNanos;
    private long napDue;
    private long checkDue;
    private long runNanos;

    PausingHost(WatchBench bench) {
        this(bench, Duration.ZERO);
    }

    /** One whose dispatcher wakes up so late each time, though the host runs. */
    PausingHost(WatchBench bench, Duration late) {
        this.bench = bench;
        this.lateNanos = late.toNanos();
        bench.watch.begin(() -> {});
        napNanos = bench.watch.checkPeriodNanos();
        checkDue = now() + bench.watch.checkPeriodNanos();
        nextNap();
    }

    /** All run. */
    void run(Duration time) {
        long end = now() + time.toNanos();
        runNanos += time.toNanos();
        while (napDue + lateNanos - end <= 0) {
            if (napDue + lateNanos - now() > 0) {
                bench.clock.advance(Duration.ofNanos(napDue + lateNanos - now()));
            }
            napNanos = bench.watch.napped(napDue);
            if (now() - checkDue >= 0) {
                bench.watch.check();
                long period = bench.watch.checkPeriodNanos();
                checkDue = (now() - checkDue > period ? now() : checkDue) + period;
            }
            nextNap();
        }
        if (end - now() > 0) {
            bench.clock.advance(Duration.ofNanos(end - now()));
        }
    }

    /** All stand still. */
    void pause(Duration time) {
        bench.clock.advance(time);
    }

    /** How long all ran. */
    Duration ran() {
        return Duration.ofNanos(runNanos);
    }

    private void nextNap() {
        napDue = checkDue - now() > napNanos ? now() + napNanos : checkDue;
    }

    private long now() {
        return bench.clock.nanoTime();
    }
}
