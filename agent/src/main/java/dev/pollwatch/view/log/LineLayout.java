package dev.pollwatch.view.log;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.LayoutBase;
import dev.pollwatch.view.Printable;
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
        line.append(event.getFormattedMessage());
        for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            line.append(" <- ").append(cause.getClassName());
            if (cause.getMessage() != null) {
                line.append(": ").append(cause.getMessage());
            }
            if (cause.getStackTraceElementProxyArray().length > 0) {
                line.append(" at ").append(cause.getStackTraceElementProxyArray()[0].getStackTraceElement());
            }
        }
        // The names of threads, loops and classes and the messages of exceptions are the host's: none can forge a line
        // of ours.
        return Printable.line(line.toString()) + '\n';
    }
}
