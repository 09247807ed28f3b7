package dev.pollwatch.weave;

import org.jspecify.annotations.Nullable;

/**
 * The methods that a rule names within its classes.
 *
 * @param name the method's name, {@code <init>} for constructors; with {@code *} for any characters, or {@code @} and the binary
 *     name of an annotation that the method carries
 * @param descriptor the descriptor, {@code (JJ)V}, or {@code null} for all methods of that name
 */
public record MethodPattern(String name, @Nullable String descriptor) {

    /** Whether it is a method's own name, neither pattern nor annotation. */
    boolean isExact() {
        return !isAnnotation() && name.indexOf('*') < 0;
    }

    boolean isAnnotation() {
        return name.startsWith("@");
    }

    /** Whether it names every method. */
    boolean isAll() {
        return descriptor == null && name.equals("*");
    }

    /** What the constant pool of a class file must hold where it names a method of it; {@code null} when that cannot be told. */
    @Nullable
    String telltale() {
        if (isAnnotation()) {
            return annotationDescriptor();
        }
        return name.indexOf('*') < 0 ? name : null;
    }

    String annotationDescriptor() {
        return "L" + name.substring(1).replace('.', '/') + ";";
    }

    /** Whether name and descriptor fit; annotations are not looked at. */
    boolean mayMatch(String methodName, String methodDescriptor) {
        if (descriptor != null && !descriptor.equals(methodDescriptor)) {
            return false;
        }
        return isAnnotation() || (name.indexOf('*') < 0 ? name.equals(methodName) : NameGlob.matches(name, methodName));
    }
}
