package dev.pollwatch.weave;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way from woven code to the agent: a tiny class in {@code java.lang}, the one package that every class loader of every
 * host sees. It has only static fields, of types of {@code java.base}. The idea is that of JaCoCo's
 * {@code InjectedClassRuntime}.
 */
public final class Bridge {

    /** Internal name of the class that woven code asks for its hooks. */
    static final String INTERNAL_NAME = "java/lang/$Pollwatch";

    private Bridge() {}

    /**
     * Defines the bridge and puts the hooks in place; to be called once, before anything is woven.
     *
     * @param instrumentation opens {@code java.lang} to the agent's module
     * @param enter at the start of a poll loop, with its number: gives the thread's heartbeat words, never {@code null}
     * @param leave at each end of a poll loop, with the words and the Throwable that ends it or {@code null}
     * @param fallAsleep at the start of a method named by a {@code sleep} rule: gives what {@code wake} is to get, or
     *     {@code null} where no poll thread fell asleep by it
     * @param wake at each end of such a method
     * @throws IllegalStateException where another copy of the agent is in this JVM
     * @throws ReflectiveOperationException where the JVM does not let the bridge be defined
     */
    public static void install(
            Instrumentation instrumentation,
            IntFunction<AtomicLongArray> enter,
            BiConsumer<AtomicLongArray, @Nullable Throwable> leave,
            Supplier<@Nullable AtomicLongArray> fallAsleep,
            Consumer<@Nullable AtomicLongArray> wake)
            throws ReflectiveOperationException {
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of(Object.class.getPackageName(), Set.of(Bridge.class.getModule())),
                Set.of(),
                Map.of());
        Class<?> bridge = define();
        bridge.getField("enter").set(null, enter);
        bridge.getField("leave").set(null, leave);
        bridge.getField("fallAsleep").set(null, fallAsleep);
        bridge.getField("wake").set(null, wake);
    }

    private static Class<?> define() throws IllegalAccessException {
        Map<String, Class<?>> fields = new LinkedHashMap<>();
        fields.put("enter", IntFunction.class);
        fields.put("leave", BiConsumer.class);
        fields.put("fallAsleep", Supplier.class);
        fields.put("wake", Consumer.class);
        try {
            return MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup())
                    .defineClass(BridgeClassFile.of(INTERNAL_NAME, fields));
        } catch (LinkageError alreadyThere) {
            throw new IllegalStateException(
                    "another Pollwatch agent is in this JVM already; give -javaagent for one of them only",
                    alreadyThere);
        }
    }
}
