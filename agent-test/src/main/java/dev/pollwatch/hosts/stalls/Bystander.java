package dev.pollwatch.hosts.stalls;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A thread that has nothing to do with any stall. It naps for a millisecond at a time, and notes each time that it could not go on. */
final class Bystander extends Thread {

    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long WORTH_NOTING_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private record Gap(long begin, long end) {}

    private final Queue<Gap> gaps = new ConcurrentLinkedQueue<>();

    Bystander() {
        super("bystander");
        setDaemon(true);
    }

    @Override
    public void run() {
        long before = System.nanoTime();
        while (true) {
            LockSupport.parkNanos(NAP_NANOS);
            long now = System.nanoTime();
            if (now - before >= WORTH_NOTING_NANOS) {
                gaps.add(new Gap(before, now));
            }
            before = now;
        }
    }

    /** Puts out each gap once. */
    void print() {
        for (Gap gap = gaps.poll(); gap != null; gap = gaps.poll()) {
            System.out.println("gap " + gap.begin() + " " + gap.end());
        }
    }
}
