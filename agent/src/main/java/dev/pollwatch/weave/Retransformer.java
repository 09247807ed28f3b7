package dev.pollwatch.weave;

import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * Weaves classes that were loaded before their rules came: the JVM hands their class files through the {@link WeavingTransformer} once
 * more. It verifies what comes back, and refuses a class that does not fit, so that no host can die of it.
 *
 * <p>The JVM stops all threads for each call, for a time that has a fixed part (all loaded classes are looked through) and a part for each
 * class. Hence batches, of a size that keeps the sum near its least, with a rest between them in which the host works off what came meanwhile.
 */
public final class Retransformer {

    /** Measured: see docs/attach.md. */
    private static final int BATCH = 16;

    private static final long REST_NANOS = 2_000_000;

    /** A class may be in the middle of being loaded, past the transformer but not yet among the loaded ones, when the first round looks. */
    private static final int ROUNDS = 2;

    /**
     * What was done.
     *
     * @param classes binary names of the classes that went through the transformer once more
     * @param longestNanos how long the slowest batch took
     */
    public record Done(Set<String> classes, long longestNanos) {}

    private final Instrumentation instrumentation;
    private final WeavingTransformer transformer;

    /**
     * Makes one.
     *
     * @param instrumentation to which the transformer was added as one that can retransform
     * @param transformer the transformer, which has the rules
     */
    public Retransformer(Instrumentation instrumentation, WeavingTransformer transformer) {
        this.instrumentation = instrumentation;
        this.transformer = transformer;
    }

    /**
     * Whether any class that rules name is loaded already.
     *
     * @param rules rules that the transformer has already
     * @return {@code true} where {@link #weave} has something to do
     */
    public boolean anyLoaded(List<Rule> rules) {
        LoadedClasses named = new LoadedClasses(rules, transformer);
        for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
            if (named.include(loaded)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Weaves the loaded classes that some rules name; each failure is told to the transformer, which logs it and keeps it for the status.
     *
     * @param rules rules that the transformer has already
     * @return what was done
     */
    public Done weave(List<Rule> rules) {
        return weave(new LoadedClasses(rules, transformer)::include);
    }

    /**
     * Weaves the loaded classes of one name.
     *
     * @param className binary name of a class that the transformer has rules for
     * @return what was done
     */
    public Done weave(String className) {
        return weave(loaded -> loaded.getName().equals(className));
    }

    private Done weave(Predicate<Class<?>> named) {
        Set<Class<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<String> classes = new LinkedHashSet<>();
        long longest = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Class<?>> found = new ArrayList<>();
            for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
                if (named.test(loaded) && seen.add(loaded) && mayBeWoven(loaded)) {
                    found.add(loaded);
                }
            }
            for (int from = 0; from < found.size(); from += BATCH) {
                if (from > 0) {
                    LockSupport.parkNanos(REST_NANOS);
                }
                List<Class<?>> batch = found.subList(from, Math.min(from + BATCH, found.size()));
                long begun = System.nanoTime();
                retransform(batch, classes);
                longest = Math.max(longest, System.nanoTime() - begun);
            }
        }
        return new Done(classes, longest);
    }

    private boolean mayBeWoven(Class<?> loaded) {
        if (transformer.leavesAlone(loaded)) {
            return false;
        }
        if (instrumentation.isModifiableClass(loaded)) {
            return true;
        }
        transformer.refused(loaded, "is in a class that the JVM lets nobody change");
        return false;
    }

    private void retransform(List<Class<?>> batch, Set<String> done) {
        try {
            instrumentation.retransformClasses(batch.toArray(new Class<?>[0]));
            batch.forEach(each -> done.add(each.getName()));
        } catch (UnmodifiableClassException | RuntimeException | LinkageError | InternalError failure) {
            // One bad class spoils the batch, of which nothing was changed then.
            if (batch.size() == 1) {
                transformer.refused(batch.get(0), "was refused by the JVM: " + failure);
                return;
            }
            for (Class<?> each : batch) {
                retransform(List.of(each), done);
            }
        }
    }
}
