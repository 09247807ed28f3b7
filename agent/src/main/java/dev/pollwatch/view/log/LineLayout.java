package dev.pollwatch.view.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** One event, one line that begins {@code [pollwatch]}, whatever a thread's name or an exception's message holds. */
final class LineLayout extends LayoutBase<ILoggingEvent> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneId.systemDefault());

    @Override
    public String doLayout(ILoggingEvent event) {
        StringBuilder line = new StringBuilder("[pollwatch] ");
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()), line);
        line.append(String.format(Locale.ROOT, " %-5s ", event.getLevel()));
        escapeInto(line, event.getFormattedMessage());
        for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            line.append(" <- ").append(cause.getClassName());
            if (cause.getMessage() != null) {
                line.append(": ");
                escapeInto(line, cause.getMessage());
            }
            if (cause.getStackTraceElementProxyArray().length > 0) {
                line.append(" at ").append(cause.getStackTraceElementProxyArray()[0].getStackTraceElement());
            }
        }
        return line.append('\n').toString();
    }

    /** Control characters, and those that turn the direction of text, as {@code \\uXXXX}: a name cannot forge a line of ours. */
    private static void escapeInto(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || c == '\u2028'
                    || c == '\u2029') {
                line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
    }
}
