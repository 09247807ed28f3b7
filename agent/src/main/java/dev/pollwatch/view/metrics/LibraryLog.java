package dev.pollwatch.view.metrics;

import io.micrometer.common.util.internal.logging.AbstractInternalLogger;
import io.micrometer.common.util.internal.logging.InternalLogger;
import io.micrometer.common.util.internal.logging.InternalLoggerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Sends what Micrometer logs to the logger we are given. Its own factory would call slf4j's, whose binding reads system
 * properties that belong to the host.
 */
final class LibraryLog extends InternalLoggerFactory {

    private final Logger log;

    private LibraryLog(Logger log) {
        this.log = log;
    }

    /** To be called before any other class of Micrometer initialises: they ask for their logger then. */
    static void sendTo(Logger log) {
        setDefaultFactory(new LibraryLog(log));
    }

    @Override
    protected InternalLogger newInstance(String name) {
        return new Forwarder(name, log);
    }

    private static final class Forwarder extends AbstractInternalLogger {

        private static final long serialVersionUID = 1;

        private final transient Logger log;

        Forwarder(String name, Logger log) {
            super(name);
            this.log = log;
        }

        @Override
        public boolean isTraceEnabled() {
            return log.isTraceEnabled();
        }

        @Override
        public void trace(String message) {
            log.trace(message);
        }

        @Override
        public void trace(String format, @Nullable Object argument) {
            log.trace(format, argument);
        }

        @Override
        public void trace(String format, @Nullable Object first, @Nullable Object second) {
            log.trace(format, first, second);
        }

        @Override
        public void trace(String format, Object... arguments) {
            log.trace(format, arguments);
        }

        @Override
        public void trace(String message, Throwable cause) {
            log.trace(message, cause);
        }

        @Override
        public boolean isDebugEnabled() {
            return log.isDebugEnabled();
        }

        @Override
        public void debug(String message) {
            log.debug(message);
        }

        @Override
        public void debug(String format, @Nullable Object argument) {
            log.debug(format, argument);
        }

        @Override
        public void debug(String format, @Nullable Object first, @Nullable Object second) {
            log.debug(format, first, second);
        }

        @Override
        public void debug(String format, Object... arguments) {
            log.debug(format, arguments);
        }

        @Override
        public void debug(String message, Throwable cause) {
            log.debug(message, cause);
        }

        @Override
        public boolean isInfoEnabled() {
            return log.isInfoEnabled();
        }

        @Override
        public void info(String message) {
            log.info(message);
        }

        @Override
        public void info(String format, @Nullable Object argument) {
            log.info(format, argument);
        }

        @Override
        public void info(String format, @Nullable Object first, @Nullable Object second) {
            log.info(format, first, second);
        }

        @Override
        public void info(String format, Object... arguments) {
            log.info(format, arguments);
        }

        @Override
        public void info(String message, Throwable cause) {
            log.info(message, cause);
        }

        @Override
        public boolean isWarnEnabled() {
            return log.isWarnEnabled();
        }

        @Override
        public void warn(String message) {
            log.warn(message);
        }

        @Override
        public void warn(String format, @Nullable Object argument) {
            log.warn(format, argument);
        }

        @Override
        public void warn(String format, Object... arguments) {
            log.warn(format, arguments);
        }

        @Override
        public void warn(String format, @Nullable Object first, @Nullable Object second) {
            log.warn(format, first, second);
        }

        @Override
        public void warn(String message, Throwable cause) {
            log.warn(message, cause);
        }

        @Override
        public boolean isErrorEnabled() {
            return log.isErrorEnabled();
        }

        @Override
        public void error(String message) {
            log.error(message);
        }

        @Override
        public void error(String format, @Nullable Object argument) {
            log.error(format, argument);
        }

        @Override
        public void error(String format, @Nullable Object first, @Nullable Object second) {
            log.error(format, first, second);
        }

        @Override
        public void error(String format, Object... arguments) {
            log.error(format, arguments);
        }

        @Override
        public void error(String message, Throwable cause) {
            log.error(message, cause);
        }
    }
}
