package dev.pollwatch.start;

import dev.pollwatch.config.Settings;
import dev.pollwatch.diagnose.StallDiagnoser;
import dev.pollwatch.keepalive.Clock;
import dev.pollwatch.keepalive.Diagnoser;
import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.Loops;
import dev.pollwatch.keepalive.PollThreads;
import dev.pollwatch.keepalive.Timing;
import dev.pollwatch.keepalive.Watch;
import dev.pollwatch.os.CurrentThread;
import dev.pollwatch.weave.Bridge;
import dev.pollwatch.weave.WeavingTransformer;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The weaver and the keepalive core, joined through the bridge. Made on the host's way to {@code main}: anonymous classes where lambdas
 * would read better, since the first lambda of a JVM costs its start some tens of milliseconds.
 */
final class Core {

    private final Watch watch;
    private final LoopNumbers numbers;
    private final WeavingTransformer transformer;

    private Core(Watch watch, LoopNumbers numbers, WeavingTransformer transformer) {
        this.watch = watch;
        this.numbers = numbers;
        this.transformer = transformer;
    }

    static Core install(Settings settings, Instrumentation instrumentation, Logger logger, PollThreads.Trouble trouble)
            throws ReflectiveOperationException {
        Loops loops = new Loops();
        PollThreads threads = new PollThreads(
                loops, settings.maxThreads(), new NameGlobs(settings.excludeThreads()), TID, JAVA_ID, VIRTUAL, trouble);
        Timing timing =
                Timing.of(settings.interval(), settings.deadAfter(), settings.sleepLimit(), settings.retention());
        Watch watch = new Watch(threads, timing, Clock.SYSTEM, new LateDiagnoser(), trouble);
        install(instrumentation, threads);
        LoopNumbers numbers = new LoopNumbers(loops);
        WeavingTransformer transformer = new WeavingTransformer(logger, numbers);
        instrumentation.addTransformer(transformer, true);
        return new Core(watch, numbers, transformer);
    }

    Watch watch() {
        return watch;
    }

    WeavingTransformer transformer() {
        return transformer;
    }

    LoopNumbers numbers() {
        return numbers;
    }

    private static void install(Instrumentation instrumentation, PollThreads threads)
            throws ReflectiveOperationException {
        Bridge.install(
                instrumentation,
                new IntFunction<AtomicLongArray>() {
                    @Override
                    public AtomicLongArray apply(int loop) {
                        return threads.enter(loop);
                    }
                },
                new BiConsumer<AtomicLongArray, @Nullable Throwable>() {
                    @Override
                    public void accept(AtomicLongArray words, @Nullable Throwable thrown) {
                        threads.leave(words, thrown);
                    }
                },
                new Supplier<@Nullable AtomicLongArray>() {
                    @Override
                    public @Nullable AtomicLongArray get() {
                        return threads.fallAsleep();
                    }
                },
                new Consumer<@Nullable AtomicLongArray>() {
                    @Override
                    public void accept(@Nullable AtomicLongArray words) {
                        threads.wake(words);
                    }
                });
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

    /** Makes the real one at the first case: it asks the JVM's management classes, which must not be touched before {@code main}. */
    private static final class LateDiagnoser implements Diagnoser {

        private @Nullable Diagnoser real;

        @Override
        public Diagnosis diagnose(Case found) {
            return real().diagnose(found);
        }

        @Override
        public String stackOf(@Nullable Thread thread, long tid) {
            return real().stackOf(thread, tid);
        }

        private synchronized Diagnoser real() {
            Diagnoser made = real;
            if (made == null) {
                made = new StallDiagnoser();
                real = made;
            }
            return made;
        }
    }
}
