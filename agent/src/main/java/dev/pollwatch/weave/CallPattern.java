package dev.pollwatch.weave;

import org.jspecify.annotations.Nullable;

/**
 * Calls in which a thread may rightly block.
 *
 * @param owner internal name of the class that declares the method; calls through its subtypes are meant too
 * @param name the method's name
 * @param descriptorStart what the call's descriptor begins with: all of it, the arguments alone where an overriding method
 *     may narrow the result, or nothing for all overloads
 * @param rule the {@code sleep} rule that says so, or {@code null} for the JDK's own
 */
record CallPattern(
        String owner,
        String name,
        String descriptorStart,
        @Nullable Rule rule) {

    static CallPattern of(Rule rule, ClassPattern.Exact owner) {
        MethodPattern methods = rule.methods();
        String descriptor = methods.descriptor();
        return new CallPattern(owner.internalName(), methods.name(), descriptor == null ? "" : descriptor, rule);
    }
}
