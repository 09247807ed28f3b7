package dev.pollwatch.diagnose;

import java.util.List;
import java.util.Set;

/**
 * What is known of the framework that a poll loop belongs to, for telling from a stack whether the loop is idle. A relocated copy of the
 * framework has one with its own names.
 *
 * @param idleMethods {@code class#method}, exact names without a descriptor: a thread in one of them that waits is idle, also where it
 *     parks, waits or blocks in a native method directly. A native method may be named itself
 * @param packages packages of the framework, {@code io.netty} for itself and all below: their frames may stand between an idle method and
 *     the poll loop
 */
public record FrameworkFrames(Set<String> idleMethods, List<String> packages) {

    /** Nothing is known: only the loop's own class may stand between. */
    public static final FrameworkFrames NONE = new FrameworkFrames(Set.of(), List.of());

    /** Keeps copies. */
    public FrameworkFrames {
        idleMethods = Set.copyOf(idleMethods);
        packages = List.copyOf(packages);
    }

    boolean owns(String className) {
        for (String name : packages) {
            if (className.startsWith(name)
                    && className.length() > name.length()
                    && className.charAt(name.length()) == '.') {
                return true;
            }
        }
        return false;
    }
}
