package dev.pollwatch.start;

import dev.pollwatch.config.Settings;
import dev.pollwatch.diagnose.IdleHints;
import dev.pollwatch.keepalive.Clock;
import dev.pollwatch.keepalive.LoopPolicy;
import dev.pollwatch.keepalive.Loops;
import dev.pollwatch.keepalive.PollThreads;
import dev.pollwatch.keepalive.Timing;
import dev.pollwatch.keepalive.Watch;
import dev.pollwatch.os.CurrentThread;
import dev.pollwatch.weave.Bridge;
import dev.pollwatch.weave.LoopRegistry;
import dev.pollwatch.weave.WeavingTransformer;
import java.lang.instrument.Instrumentation;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;

/**
 * The weaver and the keepalive core, joined through the bridge. Made on the host's way to {@code main}: anonymous classes where lambdas
 * would read better, since the first lambda of a JVM costs its start some tens of milliseconds.
 */
final class Core {

    private final Watch watch;
    private final WeavingTransformer transformer;

    private Core(Watch watch, WeavingTransformer transformer) {
        this.watch = watch;
        this.transformer = transformer;
    }

    static Core install(Settings settings, Instrumentation instrumentation, Logger logger, PollThreads.Trouble trouble)
            throws ReflectiveOperationException {
        Loops loops = new Loops();
        PollThreads threads = new PollThreads(
                loops, settings.maxThreads(), new NameGlobs(settings.excludeThreads()), TID, JAVA_ID, VIRTUAL, trouble);
        Timing timing =
                Timing.of(settings.interval(), settings.deadAfter(), settings.sleepLimit(), settings.retention());
        LateDiagnosis diagnosis = new LateDiagnosis(IdleHints.NONE);
        Watch watch = new Watch(threads, timing, Clock.SYSTEM, diagnosis, diagnosis, trouble);
        diagnosis.watch(watch);
        Bridge.install(instrumentation, CoreHooks.of(threads));
        WeavingTransformer transformer = new WeavingTransformer(logger, new LoopRegistry() {
            @Override
            public int register(String loopName, LoopPolicy policy) {
                return loops.register(loopName, policy);
            }
        });
        instrumentation.addTransformer(transformer, true);
        return new Core(watch, transformer);
    }

    Watch watch() {
        return watch;
    }

    WeavingTransformer transformer() {
        return transformer;
    }

    private static final LongSupplier TID = new LongSupplier() {
        @Override
        public long getAsLong() {
            return CurrentThread.tid();
        }
    };

    private static final ToLongFunction<Thread> JAVA_ID = new ToLongFunction<Thread>() {
        @Override
        public long applyAsLong(Thread thread) {
            return CurrentThread.javaId(thread);
        }
    };

    private static final Predicate<Thread> VIRTUAL = new Predicate<Thread>() {
        @Override
        public boolean test(Thread thread) {
            return CurrentThread.isVirtual(thread);
        }
    };
}
