package dev.pollwatch.weave;

import java.util.List;

/**
 * The JDK's calls in which a poll loop may rightly block; another one is another line. A line without arguments means all
 * overloads, one that ends in {@code )} exactly those arguments, in any subtype. Not among them: {@code Lock.lock} and
 * {@code synchronized}, since whoever waits for a lock that is not his is stalled; {@code selectNow} and the untimed
 * {@code poll}, which do not block; {@code offer} and {@code put}, which block where a consumer is stalled.
 */
final class JdkSleepPoints {

    private static final String TIMED = "(JLjava/util/concurrent/TimeUnit;)";

    static final List<CallPattern> ALL = List.of(
            of("java/lang/Thread", "sleep"),
            of("java/lang/Object", "wait"),
            of("java/util/concurrent/TimeUnit", "sleep"),
            of("java/util/concurrent/locks/LockSupport", "park"),
            of("java/util/concurrent/locks/LockSupport", "parkNanos"),
            of("java/util/concurrent/locks/LockSupport", "parkUntil"),
            of("java/util/concurrent/locks/Condition", "await"),
            of("java/util/concurrent/locks/Condition", "awaitNanos"),
            of("java/util/concurrent/locks/Condition", "awaitUntil"),
            of("java/util/concurrent/locks/Condition", "awaitUninterruptibly"),
            of("java/util/concurrent/BlockingQueue", "take", "()"),
            of("java/util/concurrent/BlockingQueue", "poll", TIMED),
            of("java/util/concurrent/BlockingDeque", "takeFirst", "()"),
            of("java/util/concurrent/BlockingDeque", "takeLast", "()"),
            of("java/util/concurrent/BlockingDeque", "pollFirst", TIMED),
            of("java/util/concurrent/BlockingDeque", "pollLast", TIMED),
            of("java/util/concurrent/CountDownLatch", "await"),
            of("java/util/concurrent/Semaphore", "acquire"),
            of("java/util/concurrent/Semaphore", "acquireUninterruptibly"),
            of("java/util/concurrent/Semaphore", "tryAcquire", TIMED),
            of("java/util/concurrent/Semaphore", "tryAcquire", "(IJLjava/util/concurrent/TimeUnit;)"),
            of("java/nio/channels/Selector", "select"),
            of("java/net/DatagramSocket", "receive"),
            of("java/net/ServerSocket", "accept"));

    private JdkSleepPoints() {}

    private static CallPattern of(String owner, String name) {
        return of(owner, name, "(");
    }

    private static CallPattern of(String owner, String name, String arguments) {
        return CallPattern.ofTheJdk(owner, name, arguments);
    }
}
