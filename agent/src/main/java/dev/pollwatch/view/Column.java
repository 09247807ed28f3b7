package dev.pollwatch.view;

import java.util.concurrent.TimeUnit;

/** A column of the table. */
enum Column {
    THREAD("THREAD", false),
    LOOP("LOOP", false),
    TID("TID", true),
    CORE("CORE", true),
    STATE("STATE", false),
    SINCE("SINCE", false),
    BEATS("BEATS/S", true),
    LAST_BEAT("LAST BEAT", true),
    STALLS("STALLS", true),
    DIAGNOSIS("DIAGNOSIS", false);

    static final int LONGEST_DIAGNOSIS = 500;

    final String title;
    final boolean flushRight;

    Column(String title, boolean flushRight) {
        this.title = title;
        this.flushRight = flushRight;
    }

    String cell(TableRow row) {
        return switch (this) {
            case THREAD -> Printable.ends(row.thread(), Printable.LONGEST_CELL / 2, Printable.LONGEST_CELL);
            // Of a loop the package can be spared, and the method cannot.
            case LOOP -> Printable.ends(row.loop(), 0, Printable.LONGEST_CELL);
            case TID -> row.virtual() ? RowView.VIRTUAL : row.tid() < 0 ? "-" : Long.toString(row.tid());
            case CORE -> row.core() < 0 ? "-" : Integer.toString(row.core());
            case STATE -> Printable.cell(row.state(), Printable.LONGEST_CELL);
            case SINCE -> since(row.sinceMillis());
            case BEATS -> Printable.grouped(Math.round(row.beatsPerSecond()));
            case LAST_BEAT -> row.lastBeatMillis() < 0 ? "-" : since(row.lastBeatMillis());
            case STALLS -> Printable.grouped(row.stalls());
            case DIAGNOSIS -> Printable.cell(row.diagnosis(), LONGEST_DIAGNOSIS);
        };
    }

    static String since(long millis) {
        return millis == 0 ? "<1ms" : Elapsed.text(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
