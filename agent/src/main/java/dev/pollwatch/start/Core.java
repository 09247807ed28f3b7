package dev.pollwatch.start;

import dev.pollwatch.config.Settings;
import dev.pollwatch.keepalive.Loops;
import dev.pollwatch.keepalive.PollThreads;
import dev.pollwatch.keepalive.RuleStatus;
import dev.pollwatch.keepalive.Timing;
import dev.pollwatch.keepalive.Watch;
import dev.pollwatch.os.CurrentThread;
import dev.pollwatch.weave.Bridge;
import dev.pollwatch.weave.Presets;
import dev.pollwatch.weave.WeavingTransformer;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
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
    private final PollThreads threads;
    private final LoopNumbers numbers;
    private final WeavingTransformer transformer;
    private final Presets presets;

    private Core(
            Watch watch, PollThreads threads, LoopNumbers numbers, WeavingTransformer transformer, Presets presets) {
        this.watch = watch;
        this.threads = threads;
        this.numbers = numbers;
        this.transformer = transformer;
        this.presets = presets;
    }

    static Core install(
            Settings settings,
            Presets presets,
            Instrumentation instrumentation,
            Logger logger,
            PollThreads.Trouble trouble)
            throws ReflectiveOperationException {
        Loops loops = new Loops();
        PollThreads threads = new PollThreads(
                loops, settings.maxThreads(), new NameGlobs(settings.excludeThreads()), TID, JAVA_ID, VIRTUAL, trouble);
        Timing timing =
                Timing.of(settings.interval(), settings.deadAfter(), settings.sleepLimit(), settings.retention());
        LateDiagnosis diagnosis = new LateDiagnosis(new PresetHints(presets));
        Watch watch = new Watch(threads, timing, new HostClock(logger), diagnosis, diagnosis, trouble);
        diagnosis.watch(watch);
        Bridge.install(instrumentation, CoreHooks.of(threads));
        LoopNumbers numbers = new LoopNumbers(loops);
        WeavingTransformer transformer = new WeavingTransformer(logger, numbers);
        instrumentation.addTransformer(transformer, true);
        return new Core(watch, threads, numbers, transformer, presets);
    }

    Watch watch() {
        return watch;
    }

    WeavingTransformer transformer() {
        return transformer;
    }

    /** What became of each rule, and the presets that the user named and that nothing in the host answers to. */
    List<RuleStatus> statuses() {
        List<RuleStatus> statuses = new ArrayList<>(transformer.statuses());
        for (String name : presets.askedAndUnseen()) {
            statuses.add(new RuleStatus("preset:" + name, "preset", "option preset", List.of(), 0, List.of()));
        }
        return statuses;
    }

    LoopNumbers numbers() {
        return numbers;
    }

    /**
     * Gives a thread that is in a loop's old code a row, with an OS thread id as soon as the thread comes by a hook; no other thread can tell
     * it.
     *
     * @return whether it has got one now, and not already one by itself
     */
    boolean adopt(Thread thread, int loop) {
        return threads.adopt(thread, loop);
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
