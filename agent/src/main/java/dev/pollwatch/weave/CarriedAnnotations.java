package dev.pollwatch.weave;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;

/** The annotations of classes that a class being woven calls, read from their files; each file once. */
final class CarriedAnnotations {

    private record Annotations(Set<String> ofClass, Map<String, Set<String>> ofMethods) {}

    private static final Annotations NONE = new Annotations(Set.of(), Map.of());

    private final TypeHierarchy hierarchy;
    private final Map<String, Annotations> read = new HashMap<>();

    CarriedAnnotations(TypeHierarchy hierarchy) {
        this.hierarchy = hierarchy;
    }

    /** Descriptors of the annotations that the class itself carries. */
    Set<String> ofClass(String type) {
        return of(type).ofClass();
    }

    /** Descriptors of the annotations of a method, where the type or the nearest of its supertypes declares it. */
    Set<String> ofMethod(String type, String nameAndDescriptor) {
        if (type.startsWith("java/")) {
            return Set.of(); // the JDK carries no annotation that a rule means
        }
        Set<String> declared = of(type).ofMethods().get(nameAndDescriptor);
        if (declared != null) {
            return declared;
        }
        for (String above : hierarchy.above(type)) {
            Set<String> inherited = ofMethod(above, nameAndDescriptor);
            if (!inherited.isEmpty()) {
                return inherited;
            }
        }
        return Set.of();
    }

    private Annotations of(String type) {
        Annotations known = read.get(type);
        if (known == null) {
            ClassReader file = type.startsWith("[") ? null : hierarchy.file(type);
            known = file == null ? NONE : readFrom(file);
            read.put(type, known);
        }
        return known;
    }

    private static Annotations readFrom(ClassReader file) {
        Annotations annotations = new Annotations(new HashSet<>(), new HashMap<>());
        file.accept(new Reader(annotations), ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return annotations;
    }

    private static final class Reader extends ClassVisitor {

        private final Annotations annotations;

        Reader(Annotations annotations) {
            super(OpenedClassReader.ASM_API);
            this.annotations = annotations;
        }

        @Override
        public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
            annotations.ofClass().add(descriptor);
            return null;
        }

        @Override
        public MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            Set<String> carried = new HashSet<>();
            annotations.ofMethods().put(name + descriptor, carried);
            return new MethodVisitor(OpenedClassReader.ASM_API) {
                @Override
                public @Nullable AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    carried.add(annotation);
                    return null;
                }
            };
        }
    }
}
