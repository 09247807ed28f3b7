package dev.pollwatch.start;

import dev.pollwatch.keepalive.Keepalive;
import dev.pollwatch.view.jmx.JmxView;
import java.lang.management.ManagementFactory;
import org.slf4j.Logger;

/**
 * Registers the MBeans when it is time. Making the platform's MBeanServer fixes its builder, which the host may yet want to set in its
 * {@code main}; so not before a poll thread runs, or the host has made a server itself.
 */
final class JmxRegistration {

    private static final long LOOK_EVERY_MILLIS = 250;

    private final JmxView view;
    private final Keepalive keepalive;
    private final Logger logger;

    JmxRegistration(JmxView view, Keepalive keepalive, Logger logger) {
        this.view = view;
        this.keepalive = keepalive;
        this.logger = logger;
    }

    void start() {
        Thread thread = new Thread(null, this::run, "pollwatch-jmx", 0, false);
        thread.setDaemon(true);
        // Not ours as elsewhere: by this one the JDK looks for the builder that the host chose for its MBeanServer.
        thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
        thread.start();
    }

    private void run() {
        try {
            boolean refused = false;
            while (true) {
                if (refused ? HostHasBegun.madeAServer() : HostHasBegun.asFarAsIsKnown(keepalive)) {
                    try {
                        view.register(ManagementFactory.getPlatformMBeanServer());
                        return;
                    } catch (RuntimeException noServer) {
                        if (refused) {
                            throw noServer;
                        }
                        // The host's builder may be one that only the host's own loaders see (JBoss Modules does that).
                        refused = true;
                        logger.info("no MBeans before the host has made its MBeanServer: {}", noServer.toString());
                    }
                }
                Thread.sleep(LOOK_EVERY_MILLIS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError failure) {
            logger.warn("no MBeans, everything else goes on", failure);
        }
    }
}
