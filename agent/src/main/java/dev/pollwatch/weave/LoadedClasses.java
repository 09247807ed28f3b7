package dev.pollwatch.weave;

import java.util.List;
import java.util.Set;

/**
 * Which of the loaded classes are to go through the transformer for some new rules. Asked of each class in the JVM, so exact names are one
 * look-up here, too; and nothing here loads a class of the host's or has one initialized.
 */
final class LoadedClasses {

    private final RuleIndex index = new RuleIndex();
    private final Supertypes supertypes = new Supertypes();
    private final boolean wovenOnesChange;
    private final Set<String> wovenClasses;

    LoadedClasses(List<Rule> rules, WeavingTransformer transformer) {
        boolean changeWovenOnes = false;
        for (Rule rule : rules) {
            index.add(rule);
            changeWovenOnes |= rule.kind() == RuleKind.SLEEP || rule.kind() == RuleKind.EXCLUDE;
        }
        wovenOnesChange = changeWovenOnes;
        wovenClasses = wovenOnesChange ? transformer.wovenClasses() : Set.of();
    }

    /** Whether a class is named; or has poll loops in which a call may be a sleep point by now, or which are excluded by now. */
    boolean include(Class<?> loaded) {
        if (loaded.isArray() || loaded.isPrimitive() || loaded.isHidden()) {
            return false;
        }
        return (wovenOnesChange && wovenClasses.contains(loaded.getName())) || index.mayName(loaded, supertypes);
    }
}
