package dev.pollwatch.hosts.trial;

import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A poll loop for each sleep point of threads, monitors and locks, named by it; nothing ever comes of the waiting. Those of what others hand over are
 * in {@link HandOverPoints}.
 */
public final class SleepPoints {

    private static final long HOUR_SECONDS = 3600;
    private static final long HOUR_MILLIS = HOUR_SECONDS * 1000;
    private static final long HOUR_NANOS = HOUR_MILLIS * 1_000_000;

    private final Object monitor = new Object();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition condition = lock.newCondition();

    SleepPoints() {}

    void threadSleep() throws Exception {
        while (true) {
            Thread.sleep(HOUR_MILLIS);
        }
    }

    void threadSleepWithNanos() throws Exception {
        while (true) {
            Thread.sleep(HOUR_MILLIS, 1);
        }
    }

    void timeUnitSleep() throws Exception {
        while (true) {
            TimeUnit.SECONDS.sleep(HOUR_SECONDS);
        }
    }

    void objectWait() throws Exception {
        while (true) {
            synchronized (monitor) {
                monitor.wait();
            }
        }
    }

    void objectWaitTimed() throws Exception {
        while (true) {
            synchronized (monitor) {
                monitor.wait(HOUR_MILLIS);
            }
        }
    }

    void objectWaitWithNanos() throws Exception {
        while (true) {
            synchronized (monitor) {
                monitor.wait(HOUR_MILLIS, 1);
            }
        }
    }

    void lockSupportPark() throws Exception {
        while (true) {
            LockSupport.park();
        }
    }

    void lockSupportParkOn() throws Exception {
        while (true) {
            LockSupport.park(this);
        }
    }

    void lockSupportParkNanos() throws Exception {
        while (true) {
            LockSupport.parkNanos(HOUR_NANOS);
        }
    }

    void lockSupportParkNanosOn() throws Exception {
        while (true) {
            LockSupport.parkNanos(this, HOUR_NANOS);
        }
    }

    void lockSupportParkUntil() throws Exception {
        while (true) {
            LockSupport.parkUntil(inAnHour().getTime());
        }
    }

    void lockSupportParkUntilOn() throws Exception {
        while (true) {
            LockSupport.parkUntil(this, inAnHour().getTime());
        }
    }

    void conditionAwait() throws Exception {
        lock.lock();
        while (true) {
            condition.await();
        }
    }

    void conditionAwaitTimed() throws Exception {
        lock.lock();
        while (true) {
            condition.await(HOUR_SECONDS, TimeUnit.SECONDS);
        }
    }

    void conditionAwaitNanos() throws Exception {
        lock.lock();
        while (true) {
            condition.awaitNanos(HOUR_NANOS);
        }
    }

    void conditionAwaitUntil() throws Exception {
        lock.lock();
        while (true) {
            condition.awaitUntil(inAnHour());
        }
    }

    void conditionAwaitUninterruptibly() throws Exception {
        lock.lock();
        while (true) {
            condition.awaitUninterruptibly();
        }
    }

    private static Date inAnHour() {
        return new Date(System.currentTimeMillis() + HOUR_MILLIS);
    }
}
