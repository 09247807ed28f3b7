package dev.pollwatch.weave;

import java.util.List;
import java.util.Set;

/**
 * What one preset says of one copy of its framework, relocated where the copy is.
 *
 * @param name the preset's name, {@code netty}
 * @param rules its rules, with the source {@code preset netty}
 * @param each its rules of the kind {@code each}: they are for threads that were in the loop before it was woven, and for nothing else
 * @param idleMethods {@code class#method} without a descriptor: where the framework's own code waits for work. Those of its {@code sleep}
 *     rules are among them
 * @param packages the framework's packages, {@code io.netty} for itself and all below
 */
public record Preset(String name, List<Rule> rules, List<Rule> each, Set<String> idleMethods, List<String> packages) {

    static final String SOURCE = "preset ";

    /** Keeps copies. */
    public Preset {
        rules = List.copyOf(rules);
        each = List.copyOf(each);
        idleMethods = Set.copyOf(idleMethods);
        packages = List.copyOf(packages);
    }

    /** Whether a rule is a preset's: then it is no typo of the user's where it finds nothing, and not worth a warning. */
    static boolean gave(Rule rule) {
        return rule.source().startsWith(SOURCE);
    }
}
