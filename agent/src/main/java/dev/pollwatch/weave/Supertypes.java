package dev.pollwatch.weave;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who extends whom, read from class files and remembered for each loader: the classes of a host have few supertypes, and these are
 * asked about again and again. Keeps no loader alive. Thread-safe.
 */
final class Supertypes {

    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

    private final PerLoader<List<String>> known = new PerLoader<>();

    /**
     * Whether a class whose file is at hand is a subtype of another.
     *
     * @param direct its superclass and interfaces
     * @param ancestor internal name of the other
     * @param loader its loader
     * @return {@code false} also where a class file on the way cannot be found
     */
    boolean lead(List<String> direct, String ancestor, @Nullable ClassLoader loader) {
        if (direct.contains(ancestor)) {
            return true;
        }
        @Nullable Set<String> seen = null;
        Deque<String> toSee = new ArrayDeque<>(direct);
        while (!toSee.isEmpty()) {
            for (String above : above(toSee.remove(), loader)) {
                if (above.equals(ancestor)) {
                    return true;
                }
                if (seen == null) {
                    seen = new HashSet<>();
                }
                if (seen.add(above)) {
                    toSee.add(above);
                }
            }
        }
        return false;
    }

    /** The superclass and interfaces of a type as that loader sees it; none where its class file cannot be found. */
    List<String> above(String type, @Nullable ClassLoader loader) {
        if (type.startsWith("[") || type.equals("java/lang/Object")) {
            return List.of();
        }
        Map<String, List<String>> ofLoader = known.of(loader == null || type.startsWith("java/") ? PLATFORM : loader);
        List<String> above = ofLoader.get(type);
        if (above == null) {
            above = read(type, loader);
            ofLoader.put(type, above);
        }
        return above;
    }

    private static List<String> read(String type, @Nullable ClassLoader loader) {
        byte[] file = ClassFiles.read(type, loader);
        ClassHeader header = file == null ? null : ClassHeader.of(file);
        return header == null ? List.of() : List.copyOf(header.supertypes());
    }
}
