package dev.pollwatch.view.http;

import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;

/**
 * Makes the endpoint's threads: daemons, named {@code pollwatch-http-…}, with the agent's class loader as context loader, so that
 * no library finds the host's classes through it, and with nothing inherited from the thread that happens to start them.
 */
final class HttpThreads implements ThreadFactory {

    private final String name;
    private final Runnable onEnd;
    private final Logger log;

    HttpThreads(String purpose, Runnable onEnd, Logger log) {
        this.name = "pollwatch-http-" + purpose;
        this.onEnd = onEnd;
        this.log = log;
    }

    @Override
    public Thread newThread(Runnable work) {
        Runnable all = () -> {
            try {
                work.run();
            } catch (Throwable e) {
                // Not to the host's handler of uncaught exceptions, which may end the process.
                log.warn("{} ended: {}", name, e.toString());
            } finally {
                onEnd.run();
            }
        };
        Thread thread = new Thread(null, all, name, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(HttpThreads.class.getClassLoader());
        return thread;
    }
}
