package dev.pollwatch.start;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Tells whether the host has initialised a class, which no public method of the JDK does without initialising it. The JDK's own method
 * lookups ask {@code jdk.internal.misc.Unsafe}; its package is exported to the agent's module, and to nobody else.
 */
final class Initialisation {

    private final @Nullable Object unsafe;
    private final @Nullable Method shouldBeInitialized;

    private Initialisation(@Nullable Object unsafe, @Nullable Method shouldBeInitialized) {
        this.unsafe = unsafe;
        this.shouldBeInitialized = shouldBeInitialized;
    }

    /** One that answers "no" for ever, and has said so, where the JDK does not let itself be asked. */
    static Initialisation askedBy(Instrumentation instrumentation, Logger logger) {
        try {
            Class<?> type = Class.forName("jdk.internal.misc.Unsafe");
            instrumentation.redefineModule(
                    type.getModule(),
                    Set.of(),
                    Map.of(type.getPackageName(), Set.of(Initialisation.class.getModule())),
                    Map.of(),
                    Set.of(),
                    Map.of());
            return new Initialisation(
                    type.getMethod("getUnsafe").invoke(null), type.getMethod("shouldBeInitialized", Class.class));
        } catch (ReflectiveOperationException | RuntimeException refused) {
            logger.warn(
                    "bind-host-metrics does nothing on this JDK, which does not tell whether a class is initialised: {}",
                    refused.toString());
            return new Initialisation(null, null);
        }
    }

    /** Whether its initialiser has run to its end; never runs it. */
    boolean isDone(Class<?> type) {
        if (shouldBeInitialized == null) {
            return false;
        }
        try {
            return !(Boolean) shouldBeInitialized.invoke(unsafe, type);
        } catch (ReflectiveOperationException refused) {
            return false;
        }
    }
}
