package dev.pollwatch.start;

import dev.pollwatch.keepalive.Clock;
import dev.pollwatch.os.Uptime;

/** The clocks of the JVM and of the machine that it runs on. */
final class HostClock implements Clock {

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long epochMillis() {
        return System.currentTimeMillis();
    }

    @Override
    public long bootNanos() {
        return Uptime.nanos();
    }
}
