package dev.pollwatch.start;

import dev.pollwatch.keepalive.Keepalive;
import dev.pollwatch.view.http.HttpAddress;
import dev.pollwatch.view.http.HttpView;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;

/**
 * Opens an HTTP endpoint that files guard, once they can be used, and then looks every now and then whether they have changed. On a thread of its
 * own, since files may be slow.
 *
 * <p>What the JDK does for TLS asks for a {@code System.Logger}, at the first certificate already; that fixes the host's choice of loggers. So
 * with TLS it waits as the MBeans do until the host has begun, but no longer than half a minute, since somebody may wait for the
 * endpoint before giving the host anything to do.
 */
final class GuardedEndpoint {

    private static final long LOOK_FOR_HOST_MILLIS = 250;
    private static final long HOST_HAS_BEGUN_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long LOOK_AT_FILES_MILLIS = 5_000;

    private final HttpView view;
    private final boolean tls;
    private final HttpAddress address;
    private final boolean given;
    private final Keepalive keepalive;
    private final Runnable onOpen;
    private final Logger logger;

    GuardedEndpoint(
            HttpView view,
            boolean tls,
            HttpAddress address,
            boolean given,
            Keepalive keepalive,
            Runnable onOpen,
            Logger logger) {
        this.view = view;
        this.tls = tls;
        this.address = address;
        this.given = given;
        this.keepalive = keepalive;
        this.onOpen = onOpen;
        this.logger = logger;
    }

    void begin() {
        Thread thread = Agent.thread("pollwatch-http-files", this::run);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (tls && !hostHasBegun()) {
                Thread.sleep(LOOK_FOR_HOST_MILLIS);
            }
            while (!view.readFiles()) {
                Thread.sleep(LOOK_AT_FILES_MILLIS);
            }
            if (view.start(address, given)) {
                onOpen.run();
                while (true) {
                    Thread.sleep(LOOK_AT_FILES_MILLIS);
                    view.readFiles();
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | LinkageError failure) {
            logger.warn("no HTTP view, everything else goes on", failure);
        }
    }

    private boolean hostHasBegun() {
        return HostHasBegun.asFarAsIsKnown(keepalive) || keepalive.snapshot().upNanos() > HOST_HAS_BEGUN_NANOS;
    }
}
