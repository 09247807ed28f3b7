package dev.pollwatch.diagnose;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** How long something took, less what the collector took meanwhile: who asks for a stack while the collector works waits for that. */
final class Stopwatch {

    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final long begun = System.nanoTime();
    private final long collectedBefore = millisOfCollecting();

    /** Elapsed time since this was made; collecting is known to the millisecond. */
    long nanosWithoutCollecting() {
        return System.nanoTime() - begun - (millisOfCollecting() - collectedBefore) * NANOS_PER_MILLI;
    }

    private static long millisOfCollecting() {
        long millis = 0;
        try {
            for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
                millis += Math.max(0, collector.getCollectionTime());
            }
        } catch (RuntimeException | LinkageError cannotTell) {
            // A runtime without java.management.
            return 0;
        }
        return millis;
    }
}
