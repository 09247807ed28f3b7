package dev.pollwatch.weave;

/**
 * The classes that a rule names. Exact names are found by one hash look-up per class loaded; every other form is asked about
 * each class and has its own place in {@link RuleIndex}.
 */
public sealed interface ClassPattern
        permits ClassPattern.Exact, ClassPattern.Glob, ClassPattern.Subtypes, ClassPattern.Annotated {

    /**
     * The class name, pattern or annotation, without the characters that make it one of these.
     *
     * @return {@code com.acme.Rx}, {@code com.acme.**}
     */
    String name();

    /**
     * The same in the form of class files, with slashes.
     *
     * @return {@code com/acme/Rx}
     */
    default String internalName() {
        return name().replace('.', '/');
    }

    /**
     * Whether the name alone tells that the class is meant; what a class extends or carries is not looked at.
     *
     * @param binaryName the class, {@code com.acme.Outer$Inner}
     * @return {@code true} when it does
     */
    default boolean names(String binaryName) {
        return name().equals(binaryName);
    }

    /**
     * One class by its name.
     *
     * @param name the binary name, {@code com.acme.Outer$Inner}
     */
    record Exact(String name) implements ClassPattern {}

    /**
     * Classes by a pattern of their names.
     *
     * @param name the pattern: {@code *} within one segment, {@code **} across segments
     * @param compiled made of it by {@link NameGlob}
     */
    record Glob(String name, String compiled) implements ClassPattern {

        /**
         * Compiles the pattern.
         *
         * @param name the pattern
         */
        public Glob(String name) {
            this(name, NameGlob.compile(name));
        }

        @Override
        public boolean names(String binaryName) {
            return matches(binaryName.replace('.', '/'));
        }

        boolean matches(String internalName) {
            return NameGlob.matches(compiled, internalName);
        }
    }

    /**
     * A type and all its subtypes.
     *
     * @param name the type's binary name, without the {@code +}
     */
    record Subtypes(String name) implements ClassPattern {}

    /**
     * Classes that carry an annotation themselves.
     *
     * @param name the annotation's binary name, without the {@code @}
     */
    record Annotated(String name) implements ClassPattern {

        @Override
        public boolean names(String binaryName) {
            return false;
        }

        String descriptor() {
            return "L" + internalName() + ";";
        }
    }
}
