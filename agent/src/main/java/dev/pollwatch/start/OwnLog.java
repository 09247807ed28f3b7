package dev.pollwatch.start;

import dev.pollwatch.config.Settings;
import dev.pollwatch.view.log.AgentLog;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** The agent's own log, from before Logback is there until the host ends: no line is lost on the way. */
final class OwnLog {

    private final Settings settings;
    private final DeferredLogger logger = new DeferredLogger();
    private volatile @Nullable AgentLog log;

    OwnLog(Settings settings) {
        this.settings = settings;
    }

    /** Keeps what is logged until {@link #open}. */
    DeferredLogger logger() {
        return logger;
    }

    synchronized AgentLog open() {
        AgentLog open = log;
        if (open == null) {
            open = AgentLog.open(settings.logLevel(), settings.logFile());
            log = open;
            logger.delegateTo(open.logger(), open.complaint());
        }
        return open;
    }

    /** Where the JVM ends: a host may do so before Logback is there, and what was logged must not be lost with it. */
    void atExit() {
        String kept = logger.takeKept(Level.valueOf(settings.logLevel().toUpperCase(Locale.ROOT)));
        AgentLog open = log;
        if (!kept.isEmpty()) {
            AgentLog.writeAtOnce(kept, settings.logFile());
        } else if (open != null) {
            open.flush();
        }
    }
}
