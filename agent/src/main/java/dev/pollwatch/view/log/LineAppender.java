package dev.pollwatch.view.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.concurrent.CountDownLatch;

/** Writes lines, and tells when it has come to a mark: an empty queue in front of it does not mean that all in it is written. */
final class LineAppender extends OutputStreamAppender<ILoggingEvent> {

    /** Goes through the queue like any event, and is not written. */
    static final class Mark extends LoggingEvent {

        private final CountDownLatch reached = new CountDownLatch(1);

        Mark(Logger logger) {
            super(Mark.class.getName(), logger, Level.OFF, "mark", null, null);
        }

        CountDownLatch reached() {
            return reached;
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event instanceof Mark) {
            ((Mark) event).reached().countDown();
        } else {
            super.append(event);
        }
    }
}
