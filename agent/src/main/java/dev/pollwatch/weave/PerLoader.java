package dev.pollwatch.weave;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Text by class loader and name that keeps no loader from being collected: a redeployed web application must be able to go. By the
 * loader's identity, since a host may define {@code equals} of its loaders as it likes. Thread-safe.
 *
 * @param <V> what is kept; it must not lead back to the loader
 */
final class PerLoader<V> {

    private final ConcurrentHashMap<Object, ConcurrentHashMap<String, V>> maps = new ConcurrentHashMap<>();
    private final ReferenceQueue<ClassLoader> gone = new ReferenceQueue<>();

    /** The map of one loader, made at need. */
    ConcurrentHashMap<String, V> of(ClassLoader loader) {
        ConcurrentHashMap<String, V> map = maps.get(new Probe(loader));
        if (map != null) {
            return map;
        }
        forgetTheCollected();
        ConcurrentHashMap<String, V> made = new ConcurrentHashMap<>();
        ConcurrentHashMap<String, V> raced = maps.putIfAbsent(new Key(loader, gone), made);
        return raced == null ? made : raced;
    }

    int loaders() {
        forgetTheCollected();
        return maps.size();
    }

    private void forgetTheCollected() {
        for (Reference<?> key = gone.poll(); key != null; key = gone.poll()) {
            maps.remove(key);
        }
    }

    private static final class Key extends WeakReference<ClassLoader> {

        private final int hash;

        Key(ClassLoader loader, ReferenceQueue<ClassLoader> queue) {
            super(loader, queue);
            hash = System.identityHashCode(loader);
        }

        @Override
        public int hashCode() {
            return hash;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (this == other) {
                return true;
            }
            ClassLoader loader = get();
            return loader != null && other instanceof Key key && key.get() == loader;
        }
    }

    /** A key to look up by, which costs the collector nothing. */
    private record Probe(ClassLoader loader) {

        @Override
        public int hashCode() {
            return System.identityHashCode(loader);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && key.get() == loader;
        }
    }
}
