package dev.pollwatch.keepalive;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The thread {@code pollwatch-dispatcher}: has the {@link Watch} look at the heartbeats, several times in each keepalive interval. Whatever is
 * thrown through it, it goes on: in a new thread, or in the same one where none can be had.
 */
public final class Dispatcher {

    private static final String THREAD_NAME = "pollwatch-dispatcher";
    private static final String CHECKING = "checking the heartbeats";

    /** A dispatcher that dies again and again must not keep a CPU busy with it. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** So much later than foreseen a verdict is looked for, since clocks that go by naps are not that exact. */
    private static final long SOON_NANOS = TimeUnit.MICROSECONDS.toNanos(200);

    private final Watch watch;
    private final Clock clock;
    private final PollThreads.Trouble trouble;
    private final ThreadFactory factory;
    private volatile Thread thread;
    private long napNanos;

    /**
     * Makes a dispatcher that does not run yet.
     *
     * @param watch what it works on
     * @param clock where time comes from
     * @param trouble hears of failures, none of which ends the dispatcher
     */
    public Dispatcher(Watch watch, Clock clock, PollThreads.Trouble trouble) {
        this(watch, clock, trouble, task -> new Thread(null, task, THREAD_NAME, 0, false));
    }

    Dispatcher(Watch watch, Clock clock, PollThreads.Trouble trouble, ThreadFactory factory) {
        this.watch = watch;
        this.clock = clock;
        this.trouble = trouble;
        this.factory = factory;
        this.thread = newThread();
    }

    /** Starts the thread; once. */
    public void start() {
        watch.begin(this::wake);
        thread.start();
    }

    private Thread newThread() {
        Thread made = factory.newThread(this::run);
        made.setDaemon(true);
        made.setContextClassLoader(Dispatcher.class.getClassLoader());
        return made;
    }

    private void wake() {
        LockSupport.unpark(thread);
    }

    private void run() {
        while (true) {
            try {
                goOn();
            } catch (Throwable death) {
                if (succeeded(death)) {
                    return;
                }
            }
        }
    }

    /** Whether a new thread goes on in this one's place. */
    private boolean succeeded(Throwable death) {
        try {
            trouble.report("the dispatcher, which was started anew,", death);
            LockSupport.parkNanos(REST_NANOS);
            // Nobody looked meanwhile, which is no poll thread's fault.
            watch.begin(this::wake);
            Thread successor = newThread();
            successor.start();
            thread = successor;
            return true;
        } catch (Throwable noThread) {
            // Out of memory, most likely. This one lives still.
            return false;
        }
    }

    private void goOn() {
        long due = clock.nanoTime();
        napNanos = watch.checkPeriodNanos();
        while (true) {
            // From the check before and not from when it was due, if it came early (an interrupt, a new interval)
            // or late: neither must shift all later checks.
            long now = clock.nanoTime();
            boolean early = now - due < 0;
            boolean late = now - due > watch.checkPeriodNanos();
            due = (early || late ? now : due) + watch.checkPeriodNanos();
            long death = watch.nanosToNextDeath();
            if (death < due - now - SOON_NANOS) {
                // Not at the next check only, which could come a whole period late for it. Once in a period at most:
                // hundreds of threads that end one after the other need no such number of checks.
                rest(now + death + SOON_NANOS);
                check();
            }
            rest(due);
            check();
        }
    }

    private void check() {
        try {
            watch.check();
        } catch (Throwable failure) {
            trouble.report(CHECKING, failure);
        }
    }

    /** Naps until a check is due, or something woke it. */
    private void rest(long due) {
        boolean woken = false;
        for (long now = clock.nanoTime(); !woken && due - now > 0; now = clock.nanoTime()) {
            long nap = Math.min(due - now, napNanos);
            LockSupport.parkNanos(this, nap);
            // An interrupt, whoever sent it, would turn every later park into a spin.
            Thread.interrupted();
            woken = clock.nanoTime() - now < nap;
            try {
                napNanos = watch.napped(nap);
            } catch (Throwable failure) {
                trouble.report(CHECKING, failure);
            }
        }
    }
}
