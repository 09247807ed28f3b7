package dev.pollwatch.keepalive;

import java.time.Duration;

/** A host on a fake clock that stands still at times, with a dispatcher in it that naps and checks as the real one does. */
final class PausingHost {

    private final WatchBench bench;
    private final long lateNanos;
    private long napNanos;
    private long nap;
    private long napBegan;
    private long napDue;
    private Duration striking = Duration.ZERO;
    private long checkDue;
    private long runNanos;
    private long end;

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
        end = now() + time.toNanos();
        runNanos += time.toNanos();
        while (napDue + lateNanos - end <= 0) {
            if (napDue + lateNanos - now() > 0) {
                bench.clock.advance(Duration.ofNanos(napDue + lateNanos - now()));
            }
            napNanos = bench.watch.napped(napBegan, nap, now());
            strike();
            if (now() - checkDue >= 0) {
                bench.watch.check();
                strike();
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

    /** All stand still as soon as the dispatcher has ended a nap or a check, and before it does anything else; twice each time. */
    void pauseWhileTheDispatcherIsAwake(Duration time) {
        striking = time;
    }

    private void strike() {
        bench.clock.advance(striking);
        end += striking.toNanos();
    }

    /** How long all ran. */
    Duration ran() {
        return Duration.ofNanos(runNanos);
    }

    private void nextNap() {
        nap = Math.max(0, Math.min(checkDue - now(), napNanos));
        napBegan = now();
        napDue = napBegan + nap;
    }

    private long now() {
        return bench.clock.nanoTime();
    }
}
