package dev.pollwatch.weave;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Where a method is declared that a class only inherits: in the nearest superclass that has it, else in an interface. Read from class
 * files.
 *
 * @param className internal name of the class that declares it
 * @param where what is known of it
 */
record InheritedMethod(String className, Where where) {

    /** What is known of the declaration. */
    enum Where {
        /** It has code there. */
        DECLARED,
        /** It is there and abstract. */
        ABSTRACT,
        /** The class file cannot be read; it may be there or further up. */
        UNREADABLE
    }

    /** Finds the method; {@code null} where no class above has it. */
    static @Nullable InheritedMethod find(TypeHierarchy hierarchy, String className, MethodPattern method) {
        Set<String> interfaces = new HashSet<>();
        Deque<String> interfacesToSee = new ArrayDeque<>();
        InheritedMethod abstractOne = null;
        @Nullable String type = className;
        while (type != null && !type.equals("java/lang/Object")) {
            ClassReader file = hierarchy.file(type);
            if (file == null) {
                return new InheritedMethod(type, Where.UNREADABLE);
            }
            InheritedMethod declared = type.equals(className) ? null : declaredIn(file, method);
            if (declared != null) {
                return declared;
            }
            interfacesToSee.addAll(List.of(file.getInterfaces()));
            type = file.getSuperName();
        }
        while (!interfacesToSee.isEmpty()) {
            String next = interfacesToSee.remove();
            ClassReader file = interfaces.add(next) ? hierarchy.file(next) : null;
            if (file == null) {
                continue;
            }
            InheritedMethod declared = declaredIn(file, method);
            if (declared != null && declared.where() == Where.DECLARED) {
                return declared;
            }
            abstractOne = abstractOne == null ? declared : abstractOne;
            interfacesToSee.addAll(List.of(file.getInterfaces()));
        }
        return abstractOne;
    }

    private static @Nullable InheritedMethod declaredIn(ClassReader file, MethodPattern method) {
        Finder finder = new Finder(method, (file.getAccess() & Opcodes.ACC_INTERFACE) != 0);
        file.accept(finder, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return finder.found == null ? null : new InheritedMethod(file.getClassName(), finder.found);
    }

    private static final class Finder extends ClassVisitor {

        private final MethodPattern method;
        private final int notInherited;
        private @Nullable Where found;

        Finder(MethodPattern method, boolean isInterface) {
            super(OpenedClassReader.ASM_API);
            this.method = method;
            notInherited = isInterface ? Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC : Opcodes.ACC_PRIVATE;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            if ((access & notInherited) == 0 && method.mayMatch(name, descriptor)) {
                boolean hasCode = (access & Opcodes.ACC_ABSTRACT) == 0;
                found = hasCode ? Where.DECLARED : found == null ? Where.ABSTRACT : found;
            }
            return null;
        }
    }
}
