package dev.pollwatch.weave;

import java.util.List;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/** Types as one class that is being woven sees them: its own file is at hand, all others come from its loader's resources. */
final class TypeHierarchy {

    private final Supertypes supertypes;
    private final String className;
    private final byte[] classFile;
    private final @Nullable ClassLoader loader;
    private @Nullable List<String> aboveItself;

    /**
     * Creates a hierarchy as the class being woven sees it.
     *
     * @param supertypes what is known already
     * @param className the class being woven, whose file its loader may not have yet in this form
     * @param classFile its bytes
     * @param loader its loader
     */
    TypeHierarchy(Supertypes supertypes, String className, byte[] classFile, @Nullable ClassLoader loader) {
        this.supertypes = supertypes;
        this.className = className;
        this.classFile = classFile;
        this.loader = loader;
    }

    /** Whether the type is the ancestor or a subtype of it; {@code false} also where its class files cannot be found. */
    boolean isSubtype(String type, String ancestor) {
        return type.equals(ancestor)
                || ancestor.equals("java/lang/Object")
                || supertypes.lead(above(type), ancestor, loader);
    }

    /** The superclass, if any, and the interfaces. */
    List<String> above(String type) {
        if (!type.equals(className)) {
            return supertypes.above(type, loader);
        }
        List<String> above = aboveItself;
        if (above == null) {
            ClassHeader header = ClassHeader.of(classFile);
            above = header == null ? List.of() : header.supertypes();
            aboveItself = above;
        }
        return above;
    }

    /** The type's class file, {@code null} where it cannot be found. */
    @Nullable
    ClassReader file(String type) {
        byte[] file = type.equals(className) ? classFile : ClassFiles.read(type, loader);
        try {
            return file == null ? null : OpenedClassReader.of(file, false);
        } catch (RuntimeException malformed) {
            return null;
        }
    }
}
