package dev.pollwatch.weave;

/**
 * The classes that a rule names. Exact names are found by one hash look-up per class loaded; every other form to come costs
 * more and gets its own place in {@link RuleIndex}.
 */
public sealed interface ClassPattern permits ClassPattern.Exact {

    /**
     * Whether it names a class.
     *
     * @param binaryName the class, {@code com.acme.Outer$Inner}
     * @return {@code true} when it does
     */
    boolean names(String binaryName);

    /**
     * One class by its name.
     *
     * @param name the binary name, {@code com.acme.Outer$Inner}
     */
    record Exact(String name) implements ClassPattern {

        @Override
        public boolean names(String binaryName) {
            return name.equals(binaryName);
        }

        String internalName() {
            return name.replace('.', '/');
        }
    }
}
