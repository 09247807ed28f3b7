package dev.pollwatch.keepalive;

import java.util.concurrent.locks.LockSupport;

/** The thread {@code pollwatch-dispatcher}: has the {@link Watch} look at the heartbeats, several times in each keepalive interval. */
public final class Dispatcher {

    private static final String THREAD_NAME = "pollwatch-dispatcher";

    private final Watch watch;
    private final Clock clock;
    private final PollThreads.Trouble trouble;
    private final Thread thread = new Thread(null, this::run, THREAD_NAME, 0, false);

    /**
     * Makes a dispatcher that does not run yet.
     *
     * @param watch what it works on
     * @param clock where time comes from
     * @param trouble hears of failures, none of which ends the thread
     */
    public Dispatcher(Watch watch, Clock clock, PollThreads.Trouble trouble) {
        this.watch = watch;
        this.clock = clock;
        this.trouble = trouble;
    }

    /** Starts the thread; once. */
    public void start() {
        watch.begin(() -> LockSupport.unpark(thread));
        thread.setDaemon(true);
        thread.setContextClassLoader(Dispatcher.class.getClassLoader());
        thread.start();
    }

    private void run() {
        long next = clock.nanoTime();
        while (true) {
            next += watch.checkPeriodNanos();
            long wait = next - clock.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(this, wait);
                // An interrupt, whoever sent it, would turn every later park into a spin.
                Thread.interrupted();
            } else {
                next = clock.nanoTime();
            }
            try {
                watch.check();
            } catch (Throwable failure) {
                trouble.report("checking the heartbeats", failure);
            }
        }
    }
}
