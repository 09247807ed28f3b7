package dev.pollwatch.start;

import dev.pollwatch.keepalive.Clock;
import dev.pollwatch.os.Uptime;
import org.slf4j.Logger;

/** The clocks of the JVM and of the machine that it runs on. */
final class HostClock implements Clock {

    private final Logger logger;
    private boolean asked;

    HostClock(Logger logger) {
        this.logger = logger;
    }

    /** Only ever called by the dispatcher, whose first question opens the file: the host's start waits for none of it. */
    @Override
    public long bootNanos() {
        Uptime uptime = Uptime.ofMachine();
        if (!asked && !uptime.untold().isEmpty()) {
            logger.debug("Whether the machine is suspended cannot be told here: {}", uptime.untold());
        }
        asked = true;
        return uptime.nanos();
    }
}
