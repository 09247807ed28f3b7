package dev.pollwatch.weave;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/** Who extends whom, read from class files: no class is loaded to find out. Good for the weaving of one class. */
final class TypeHierarchy {

    private final ClassFileLocator locator;
    private final Map<String, List<String>> supertypes = new HashMap<>();

    /**
     * Creates a hierarchy as the class being woven sees it.
     *
     * @param className the class being woven, whose file its loader may not have yet in this form
     * @param classFile its bytes
     * @param loader its loader
     */
    TypeHierarchy(String className, byte[] classFile, @Nullable ClassLoader loader) {
        locator = new ClassFileLocator.Compound(
                ClassFileLocator.Simple.of(className.replace('/', '.'), classFile),
                ClassFileLocator.ForClassLoader.ofPlatformLoader(),
                ClassFileLocator.ForClassLoader.of(loader));
    }

    /** Whether the type is the ancestor or a subtype of it; {@code false} also where its class files cannot be found. */
    boolean isSubtype(String type, String ancestor) {
        if (type.equals(ancestor) || ancestor.equals("java/lang/Object")) {
            return true;
        }
        Set<String> seen = new HashSet<>();
        Deque<String> toSee = new ArrayDeque<>(List.of(type));
        while (!toSee.isEmpty()) {
            for (String above : supertypes.computeIfAbsent(toSee.remove(), this::read)) {
                if (above.equals(ancestor)) {
                    return true;
                }
                if (seen.add(above)) {
                    toSee.add(above);
                }
            }
        }
        return false;
    }

    private List<String> read(String type) {
        if (type.startsWith("[") || type.equals("java/lang/Object")) {
            return List.of();
        }
        try {
            ClassFileLocator.Resolution found = locator.locate(type.replace('/', '.'));
            if (!found.isResolved()) {
                return List.of();
            }
            ClassReader reader = OpenedClassReader.of(found.resolve(), false);
            Deque<String> above = new ArrayDeque<>(Arrays.asList(reader.getInterfaces()));
            String superName = reader.getSuperName();
            if (superName != null) {
                above.addFirst(superName);
            }
            return List.copyOf(above);
        } catch (Throwable unreadable) {
            return List.of(); // the host's loader may do as it likes, fail too; what it does not show is no sleep point
        }
    }
}
