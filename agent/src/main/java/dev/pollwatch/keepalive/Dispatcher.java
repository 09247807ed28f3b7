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
        long due = clock.nanoTime();
        while (true) {
            // From the check before and not from when it was due, if it came early (an interrupt, a new interval) or
            // late:
            // neither must shift all later checks.
            long now = clock.nanoTime();
            boolean early = now - due < 0;
            boolean late = now - due > watch.checkPeriodNanos();
            due = (early || late ? now : due) + watch.checkPeriodNanos();
            LockSupport.parkNanos(this, due - now);
            // An interrupt, whoever sent it, would turn every later park into a spin.
            Thread.interrupted();
            try {
                watch.check();
            } catch (Throwable failure) {
                trouble.report("checking the heartbeats", failure);
            }
        }
    }
}
