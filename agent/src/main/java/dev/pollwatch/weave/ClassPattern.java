package dev.pollwatch.weave;

/**
 * The classes that a rule names. Exact names are found by one hash look-up per class loaded; every other form to come costs
 * more and gets its own place in {@link RuleIndex}.
 */
public sealed interface ClassPattern permits ClassPattern.Exact {

    /**
     * One class by its name.
     *
     * @param name the binary name, {@code com.acme.Outer$Inner}
     */
    record Exact(String name) implements ClassPattern {

        String internalName() {
            return name.replace('.', '/');
        }
    }
}
