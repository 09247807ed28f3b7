package dev.pollwatch.weave;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What woven code calls, on the host's threads. The components are named as the fields of the bridge.
 *
 * @param enter at the start of a poll loop, with its number: gives the thread's heartbeat words, never {@code null}
 * @param leave at each end of a poll loop, with the words and the Throwable that ends it or {@code null}
 * @param fallAsleep at the start of a method named by a {@code sleep} rule: gives what {@code wake} is to get, or {@code null} where
 *     nothing fell asleep by it
 * @param wake at each end of such a method
 * @param call at the start of a method named by a {@code call} rule, with its number
 * @param end at each return of a method named by an {@code end} rule
 * @param progress at the start of a method named by a {@code progress} rule: gives words to beat into, never {@code null}
 * @param each at the start of what a loop calls in each pass, for threads that run the loop's old code
 */
public record Hooks(
        IntFunction<AtomicLongArray> enter,
        BiConsumer<AtomicLongArray, @Nullable Throwable> leave,
        Supplier<@Nullable AtomicLongArray> fallAsleep,
        Consumer<@Nullable AtomicLongArray> wake,
        IntConsumer call,
        Runnable end,
        Supplier<AtomicLongArray> progress,
        Runnable each) {}
