package dev.pollwatch.weave;

import dev.pollwatch.keepalive.LoopPolicy;

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

    /** Whether both are the same text from the same source. By hand: a record's own equality costs at start-up. */
    boolean isSameAs(Rule other) {
        return kind == other.kind && text.equals(other.text) && source.equals(other.source);
    }
}
