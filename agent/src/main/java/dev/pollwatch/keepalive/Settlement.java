package dev.pollwatch.keepalive;

import java.util.concurrent.locks.ReentrantLock;

/** Enters what was found of verdicts into their rows; called on the thread that found it. */
final class Settlement {

    private final ReentrantLock lock;
    private final Snapshots snapshots;

    /**
     * For the rows of a watch.
     *
     * @param lock the dispatcher's
     * @param snapshots are outdated by what is found
     */
    Settlement(ReentrantLock lock, Snapshots snapshots) {
        this.lock = lock;
        this.snapshots = snapshots;
    }

    /** What was found first; where the thread went on meanwhile, it may not be of the stall. Gives it as it shall be announced. */
    Diagnosis first(RowRecord record, long verdictNumber, Diagnosis found) {
        lock.lock();
        try {
            boolean late = isLate(record, verdictNumber);
            Diagnosis settled = late ? found.tooLate() : found;
            record.diagnosed(verdictNumber, settled, late);
            snapshots.outdate();
            return settled;
        } finally {
            lock.unlock();
        }
    }

    /** What was found when the stall had lasted for some time more; of no use where it is over. */
    Diagnosis again(RowRecord record, long verdictNumber, Diagnosis found) {
        lock.lock();
        try {
            if (!isLate(record, verdictNumber)) {
                record.diagnosed(verdictNumber, found, false);
                snapshots.outdate();
            }
            return found;
        } finally {
            lock.unlock();
        }
    }

    private static boolean isLate(RowRecord record, long verdictNumber) {
        boolean superseded = record.verdictNumber() != verdictNumber;
        return superseded || (!record.verdict().cause().left() && record.movedSince());
    }
}
