package dev.pollwatch.view.log;

import dev.pollwatch.view.Printable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a line of Pollwatch's log looks like. */
public final class LogLine {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    private LogLine() {}

    /**
     * Makes one line, whatever the text holds: the names of threads, loops and classes and the messages of exceptions are the host's,
     * and none can forge a line of ours.
     *
     * @param epochMillis when
     * @param level the level's name
     * @param text what happened
     * @return the line, with its end
     */
    public static String of(long epochMillis, String level, String text) {
        StringBuilder line = new StringBuilder("[pollwatch] ");
        TIME.formatTo(Instant.ofEpochMilli(epochMillis), line);
        line.append(' ').append(level);
        for (int width = level.length(); width < "ERROR".length(); width++) {
            line.append(' ');
        }
        line.append(' ').append(text);
        return Printable.line(line.toString()) + '\n';
    }
}
