package dev.pollwatch.keepalive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The dispatcher's records of all rows. Only touched under its lock. */
final class RowRecords {

    private final Map<PollRow, RowRecord> byRow = new HashMap<>();
    private final Announcer announcer;
    private final KeptTexts texts = new KeptTexts(KeptTexts.MOST_CHARS);
    private long nextSerial = 1;

    RowRecords(Announcer announcer) {
        this.announcer = announcer;
    }

    /** The record of a row; one that is seen for the first time is announced. */
    RowRecord of(PollRow row, RowRecord.Moment now, Timing timing) {
        RowRecord known = byRow.get(row);
        if (known != null) {
            return known;
        }
        RowRecord record = new RowRecord(row, nextSerial++, now, texts);
        byRow.put(row, record);
        announcer.added(record.toRow(now, timing));
        return record;
    }

    /** Takes note, between two checks, of which rows have moved; a new one gets its record, so that its first beat is not seen late. */
    void glimpse(Iterable<PollRow> rows, RowRecord.Moment now, Timing timing) {
        for (PollRow row : rows) {
            of(row, now, timing).glimpse(now);
        }
    }

    boolean isEmpty() {
        return byRow.isEmpty();
    }

    /** Forgets a row that has gone from the registry. */
    void remove(RowRecord record, RowRecord.Moment now, Timing timing) {
        byRow.remove(record.row());
        announcer.removed(record.toRow(now, timing));
    }

    RowRecord byKey(String key) {
        for (RowRecord record : byRow.values()) {
            PollRow row = record.row();
            if (key.equals(row.name() + "|" + row.loop().name())) {
                return record;
            }
        }
        throw new IllegalArgumentException(
                "there is no row \"" + key + "\"; a row is named <thread name>|<loop>, as in rx-0|com.acme.Rx#poll");
    }

    List<Row> toRows(RowRecord.Moment now, Timing timing) {
        List<Row> rows = new ArrayList<>(byRow.size());
        for (RowRecord record : byRow.values()) {
            rows.add(record.toRow(now, timing));
        }
        return rows;
    }
}
