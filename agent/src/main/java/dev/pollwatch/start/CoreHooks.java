package dev.pollwatch.start;

import dev.pollwatch.keepalive.PollThreads;
import dev.pollwatch.weave.Hooks;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The hooks of woven code, as the keepalive core answers them. Anonymous classes, as in {@link Core}, for the sake of the host's start. */
final class CoreHooks {

    private CoreHooks() {}

    static Hooks of(PollThreads threads) {
        return new Hooks(
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
                },
                new IntConsumer() {
                    @Override
                    public void accept(int loop) {
                        threads.call(loop);
                    }
                },
                new Runnable() {
                    @Override
                    public void run() {
                        threads.end();
                    }
                },
                new Supplier<AtomicLongArray>() {
                    @Override
                    public AtomicLongArray get() {
                        return threads.progress();
                    }
                },
                new Runnable() {
                    @Override
                    public void run() {
                        threads.each();
                    }
                });
    }
}
