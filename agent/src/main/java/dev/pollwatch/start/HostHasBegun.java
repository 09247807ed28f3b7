package dev.pollwatch.start;

import dev.pollwatch.keepalive.Keepalive;
import javax.management.MBeanServerFactory;

/** Whether the host has made up its mind about what a JVM has one of, such as the MBean server and the loggers of the platform. */
final class HostHasBegun {

    private HostHasBegun() {}

    /** A poll thread runs, or the host has made an MBean server. */
    static boolean asFarAsIsKnown(Keepalive keepalive) {
        return madeAServer() || !keepalive.snapshot().rows().isEmpty();
    }

    /** The host has made an MBean server. */
    static boolean madeAServer() {
        return !MBeanServerFactory.findMBeanServer(null).isEmpty();
    }
}
