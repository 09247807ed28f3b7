package dev.pollwatch.view.jfr;

import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.Stall;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** When each row that is DEAD beat last, to be told once more at the end of the stall: by then the row has beaten again. Times are epoch milliseconds. */
final class LastBeats {

    /** What Flight Recorder's tools show as {@code N/A}. */
    static final long NEVER = Long.MIN_VALUE;

    private final Map<Long, Long> bySerial = new HashMap<>();

    /**
     * Takes down the last beat of a row that is DEAD.
     *
     * @param row the row
     * @param stall its present stall
     * @return when the last beat was seen, {@link #NEVER} where there was none
     */
    long keep(Row row, Stall stall) {
        long age = row.lastHeartbeatAgeNanos();
        // The wall clock is read when a stall begins; both durations end at the same moment.
        long lastBeat = age < 0 ? NEVER : stall.startMillis() + TimeUnit.NANOSECONDS.toMillis(stall.nanos() - age);
        bySerial.put(row.serial(), lastBeat);
        return lastBeat;
    }

    /**
     * Gives what was taken down, for the last time.
     *
     * @param row the row
     * @param stall the stall that is over
     * @return when the last beat before it was seen, {@link #NEVER} where there was none; the stall's beginning where that is not known,
     *     since announcements had to be dropped
     */
    long take(Row row, Stall stall) {
        Long lastBeat = bySerial.remove(row.serial());
        return lastBeat == null ? stall.startMillis() : lastBeat;
    }

    /** The row is gone, DEAD or not. */
    void drop(Row row) {
        bySerial.remove(row.serial());
    }

    int count() {
        return bySerial.size();
    }
}
