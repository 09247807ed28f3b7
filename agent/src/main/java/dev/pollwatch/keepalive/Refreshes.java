package dev.pollwatch.keepalive;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * When the threads that stay DEAD are looked at again: who was blocked may spin by now. At growing intervals, since the longer a stall
 * lasts, the less is new in it. Only touched under the dispatcher's lock.
 */
final class Refreshes {

    private static final long SECOND = 1_000_000_000L;

    /** So long after the verdict; then at the same interval for ever. */
    private static final long[] AFTER = {2 * SECOND, 8 * SECOND, 30 * SECOND, 120 * SECOND};

    private static final long EVERY = 600 * SECOND;

    private final Map<RowRecord, Lasting> stalls = new LinkedHashMap<>();

    private static final class Lasting {

        private final long since;
        private int looks;
        private Diagnosis told = Diagnosis.NONE;

        Lasting(long since) {
            this.since = since;
        }

        long due() {
            return since
                    + (looks < AFTER.length
                            ? AFTER[looks]
                            : AFTER[AFTER.length - 1] + EVERY * (looks - AFTER.length + 1));
        }
    }

    /** The row's verdict is new. One whose loop was left is not looked at again: there is nothing more to be seen. */
    void judged(RowRecord record, RowRecord.Moment now) {
        Verdict verdict = record.verdict();
        if (verdict.state() == State.DEAD && !verdict.cause().left()) {
            stalls.put(record, new Lasting(now.nanos()));
        } else {
            stalls.remove(record);
        }
    }

    /** Those that are to be looked at again now; each is given once for each time. */
    List<RowRecord> due(RowRecord.Moment now) {
        List<RowRecord> due = new ArrayList<>();
        stalls.forEach((record, stall) -> {
            if (now.nanos() - stall.due() >= 0) {
                stall.looks++;
                due.add(record);
            }
        });
        return due;
    }

    /** What is no longer the word for a stall that has lasted since it was told. */
    record Changed(RowRecord record, Diagnosis before) {}

    /** Those whose word has changed since this was asked last. */
    List<Changed> changed() {
        List<Changed> changed = new ArrayList<>();
        stalls.forEach((record, stall) -> {
            Diagnosis before = stall.told;
            Diagnosis now = record.diagnosis();
            if (!now.detail().isEmpty()) {
                stall.told = now;
            }
            if (!before.word().isEmpty() && !now.word().equals(before.word())) {
                changed.add(new Changed(record, before));
            }
        });
        return changed;
    }

    boolean isEmpty() {
        return stalls.isEmpty();
    }
}
