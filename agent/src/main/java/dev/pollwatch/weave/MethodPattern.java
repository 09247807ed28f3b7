package dev.pollwatch.weave;

import org.jspecify.annotations.Nullable;

/**
 * The methods that a rule names within its classes.
 *
 * @param name the method's name, {@code <init>} for constructors
 * @param descriptor the descriptor, {@code (JJ)V}, or {@code null} for all methods of that name
 */
public record MethodPattern(String name, @Nullable String descriptor) {

    boolean matches(String methodName, String methodDescriptor) {
        return name.equals(methodName) && (descriptor == null || descriptor.equals(methodDescriptor));
    }
}
