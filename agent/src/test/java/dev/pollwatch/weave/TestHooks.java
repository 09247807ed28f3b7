package dev.pollwatch.weave;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Stands in for {@code java.lang.$Pollwatch}: woven code in these tests finds its hooks here. */
public final class TestHooks {

    static final String INTERNAL_NAME = "dev/pollwatch/weave/TestHooks";

    public static IntFunction<AtomicLongArray> enter;
    public static BiConsumer<AtomicLongArray, Throwable> leave;
    public static Supplier<AtomicLongArray> fallAsleep;
    public static Consumer<AtomicLongArray> wake;
    public static IntConsumer call;
    public static Runnable end;
    public static Supplier<AtomicLongArray> progress;
    public static Runnable each;

    private TestHooks() {}
}
