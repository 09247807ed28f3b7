package dev.pollwatch.weave;

import org.jspecify.annotations.Nullable;

/**
 * Calls in which a thread may rightly block.
 *
 * @param owners the classes that declare the method; calls through subtypes of one that is named are meant too
 * @param methods the methods, their descriptor aside
 * @param descriptorStart what the call's descriptor begins with: all of it, the arguments alone where an overriding method
 *     may narrow the result, or nothing for all overloads
 * @param rule the {@code sleep} rule that says so, or {@code null} for the JDK's own
 */
record CallPattern(
        ClassPattern owners,
        MethodPattern methods,
        String descriptorStart,
        @Nullable Rule rule) {

    static CallPattern of(Rule rule) {
        String descriptor = rule.methods().descriptor();
        return new CallPattern(rule.classes(), rule.methods(), descriptor == null ? "" : descriptor, rule);
    }

    /** One of the JDK's, by internal name. */
    static CallPattern ofTheJdk(String owner, String name, String descriptorStart) {
        return new CallPattern(
                new ClassPattern.Exact(owner.replace('/', '.')), new MethodPattern(name, null), descriptorStart, null);
    }
}
