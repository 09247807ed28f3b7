package dev.pollwatch.weave;

import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.function.Supplier;

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
     * @param hooks what woven code shall call
     * @throws IllegalStateException where another copy of the agent is in this JVM
     * @throws ReflectiveOperationException where the JVM does not let the bridge be defined
     */
    public static void install(Instrumentation instrumentation, Hooks hooks) throws ReflectiveOperationException {
        instrumentation.redefineModule(
                Object.class.getModule(),
                Set.of(),
                Map.of(),
                Map.of(Object.class.getPackageName(), Set.of(Bridge.class.getModule())),
                Set.of(),
                Map.of());
        Class<?> bridge = define();
        bridge.getField("enter").set(null, hooks.enter());
        bridge.getField("leave").set(null, hooks.leave());
        bridge.getField("fallAsleep").set(null, hooks.fallAsleep());
        bridge.getField("wake").set(null, hooks.wake());
        bridge.getField("call").set(null, hooks.call());
        bridge.getField("end").set(null, hooks.end());
        bridge.getField("progress").set(null, hooks.progress());
        bridge.getField("each").set(null, hooks.each());
    }

    private static Class<?> define() throws IllegalAccessException {
        Map<String, Class<?>> fields = new LinkedHashMap<>();
        fields.put("enter", IntFunction.class);
        fields.put("leave", BiConsumer.class);
        fields.put("fallAsleep", Supplier.class);
        fields.put("wake", Consumer.class);
        fields.put("call", IntConsumer.class);
        fields.put("end", Runnable.class);
        fields.put("progress", Supplier.class);
        fields.put("each", Runnable.class);
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
