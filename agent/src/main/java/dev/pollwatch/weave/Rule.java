package dev.pollwatch.weave;

import dev.pollwatch.keepalive.LoopPolicy;
import java.util.Set;

/**
 * One rule, understood.
 *
 * @param kind what it makes of the methods it names
 * @param text the rule as it was given
 * @param source where it was given, for messages and the status: {@code agent argument}, {@code preset netty} …
 * @param classes the classes it names
 * @param methods the methods it names in them
 * @param policy what its {@code ;key=value} parts say
 */
public record Rule(
        RuleKind kind, String text, String source, ClassPattern classes, MethodPattern methods, LoopPolicy policy) {

    /**
     * Whether it names a method of the classes that it names.
     *
     * @param annotations descriptors of the annotations that the method carries
     */
    boolean namesMethod(String name, String descriptor, Set<String> annotations) {
        return mayNameMethod(name, descriptor)
                && (!methods.isAnnotation() || annotations.contains(methods.annotationDescriptor()));
    }

    /** The same without a look at annotations. */
    boolean mayNameMethod(String name, String descriptor) {
        // A pattern means constructors only where it looks for loops: nobody sleeps or beats by making objects.
        boolean noConstructor = kind == RuleKind.CALL || kind == RuleKind.SLEEP || kind == RuleKind.END;
        return !(noConstructor && name.startsWith("<") && !methods.isExact()) && methods.mayMatch(name, descriptor);
    }

    /** Whether it is such a rule as says which class and which method, and is worth a word where they are not there. */
    boolean isExact() {
        return classes instanceof ClassPattern.Exact && methods.isExact();
    }

    /** Whether both are the same text from the same source. By hand: a record's own equality costs at start-up. */
    boolean isSameAs(Rule other) {
        return kind == other.kind && text.equals(other.text) && source.equals(other.source);
    }
}
