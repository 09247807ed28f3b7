package dev.pollwatch.weave;

import java.util.List;
import java.util.Set;

/**
 * Which of the loaded classes are to go through the transformer for some new rules. Asked of each class in the JVM, so exact names are one
 * look-up here, too; and nothing here loads a class of the host's or has one initialized.
 */
final class LoadedClasses {

    private final RuleIndex index;
    private final boolean callsChange;
    private final Set<String> wovenClasses;

    LoadedClasses(List<Rule> rules, WeavingTransformer transformer) {
        index = new RuleIndex(rules);
        callsChange = !index.sleepCalls().isEmpty();
        wovenClasses = callsChange ? transformer.wovenClasses() : Set.of();
    }

    /** Whether a class is named; or has poll loops in which a call may be a sleep point by now. */
    boolean include(Class<?> loaded) {
        if (loaded.isArray() || loaded.isPrimitive() || loaded.isHidden()) {
            return false;
        }
        String name = loaded.getName();
        return index.naming(name.replace('.', '/')) != null || (callsChange && wovenClasses.contains(name));
    }
}
