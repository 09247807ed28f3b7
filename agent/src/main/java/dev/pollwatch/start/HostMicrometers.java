package dev.pollwatch.start;

import dev.pollwatch.keepalive.Keepalive;
import dev.pollwatch.os.Tasks;
import dev.pollwatch.view.metrics.HostMeters;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Notices each Micrometer that the host loads, and has the meters registered in it once the host itself has initialised its global registry.
 * As long as there is none, this is one comparison for each class loaded, and a thread that waits.
 *
 * <p>Never the first to touch a Micrometer: its initialisers choose the host's logging, and the host's thread may be in the midst of them.
 * A host that never touches its global registry does not read it either.
 */
final class HostMicrometers implements ClassFileTransformer {

    private static final String METRICS = "io/micrometer/core/instrument/Metrics";
    private static final String METRICS_CLASS = METRICS.replace('/', '.');

    private static final long LOOK_EVERY_MILLIS = 250;

    /** A class is noticed just before it comes to be; one that never does is given up on. */
    private static final int LOOKS_PER_NOTICE = 40;

    /** The host may yet give its registries filters and common tags, which would not hold for meters that are there already. */
    private static final long SETTLING_NANOS = 1_000_000_000L;

    private final Instrumentation instrumentation;
    private final Keepalive keepalive;
    private final Logger logger;
    private final HostMeters meters;
    private final Semaphore news = new Semaphore(0);
    private volatile boolean noticed;

    /** At first for those that are loaded already; twice, since one may be on its way past the transformer. */
    private int looksLeft = 2;

    private boolean listening;
    private @Nullable Initialisation initialisation;
    /** Those seen so far, and what became of them. Weak, as is all that we know of a host's class. */
    private final Map<Class<?>, Progress> seen = new WeakHashMap<>();

    private static final class Progress {
        /** When it was first found to be initialised; 0 for not yet. */
        private long initialisedNanos;

        private boolean bound;
    }

    /**
     * Begins to notice; to be followed by {@link #watch}.
     *
     * @param instrumentation the JVM's instrumentation
     * @param keepalive what to show
     * @param tasks where to look up the kernel's facts
     * @param logger takes what there is to say
     */
    HostMicrometers(Instrumentation instrumentation, Keepalive keepalive, Tasks tasks, Logger logger) {
        this.instrumentation = instrumentation;
        this.keepalive = keepalive;
        this.logger = logger;
        this.meters = new HostMeters(keepalive, tasks, Version.own(), news::release, logger);
        instrumentation.addTransformer(this);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            @Nullable String className,
            @Nullable Class<?> classBeingRedefined,
            @Nullable ProtectionDomain protectionDomain,
            byte[] classFile) {
        if (METRICS.equals(className)) {
            noticed = true;
            news.release();
        }
        return null;
    }

    /**
     * Watches for a time. The thread may be a lasting one: it runs no code of the host.
     *
     * @param millis how long
     */
    void watch(long millis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (true) {
            boolean rowsChanged = news.drainPermits() > 0;
            lookForMore();
            List<Class<?>> ready = ready();
            if (!ready.isEmpty() || (listening && rowsChanged)) {
                inTheHostsCode(ready);
            }
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return;
            }
            if (news.tryAcquire(isWaiting() ? Math.min(left, LOOK_EVERY_MILLIS) : left, TimeUnit.MILLISECONDS)) {
                news.release();
                if (listening) {
                    // What changes in a rush is registered at once.
                    Thread.sleep(LOOK_EVERY_MILLIS);
                }
            }
        }
    }

    private boolean isWaiting() {
        return looksLeft > 0 || seen.values().stream().anyMatch(progress -> !progress.bound);
    }

    private void lookForMore() {
        if (noticed) {
            noticed = false;
            looksLeft = LOOKS_PER_NOTICE;
        }
        if (looksLeft == 0) {
            return;
        }
        looksLeft--;
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (loaded.getName().equals(METRICS_CLASS)
                    && loaded.getClassLoader() != HostMicrometers.class.getClassLoader()) {
                seen.computeIfAbsent(loaded, none -> new Progress());
            }
        }
    }

    /** Those whose time has come. */
    private List<Class<?>> ready() {
        List<Class<?>> ready = new ArrayList<>();
        for (Map.Entry<Class<?>, Progress> each : seen.entrySet()) {
            Progress progress = each.getValue();
            if (progress.bound) {
                continue;
            }
            if (progress.initialisedNanos == 0) {
                progress.initialisedNanos = isInitialised(each.getKey()) ? System.nanoTime() | 1 : 0;
            } else if (System.nanoTime() - progress.initialisedNanos >= SETTLING_NANOS) {
                progress.bound = true;
                ready.add(each.getKey());
            }
        }
        return ready;
    }

    private boolean isInitialised(Class<?> metrics) {
        Initialisation asked = initialisation;
        if (asked == null) {
            asked = Initialisation.askedBy(instrumentation, logger);
            initialisation = asked;
        }
        return asked.isDone(metrics);
    }

    /** On a thread that ends with it: thread-locals that the host's filters and listeners leave behind would keep its loader. */
    private void inTheHostsCode(List<Class<?>> ready) throws InterruptedException {
        if (!listening) {
            listening = true;
            keepalive.addListener(meters);
        }
        Thread thread = Agent.thread("pollwatch-micrometer", () -> {
            try {
                ready.forEach(meters::bind);
                meters.update();
            } catch (Throwable failure) {
                logger.warn("the host's own Micrometer does not have all meters: {}", failure.toString());
            }
        });
        thread.setDaemon(true);
        thread.start();
        thread.join();
        ready.clear();
    }
}
