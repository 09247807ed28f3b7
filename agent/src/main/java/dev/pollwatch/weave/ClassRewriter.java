package dev.pollwatch.weave;

import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.field.FieldDescription;
import net.bytebuddy.description.field.FieldList;
import net.bytebuddy.description.method.MethodList;
import net.bytebuddy.description.type.TypeDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.pool.TypePool;
import net.bytebuddy.utility.AsmClassReader;
import net.bytebuddy.utility.AsmClassWriter;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes a class anew with some methods replaced. Byte Buddy reads and writes; everything else in the class comes out as it
 * was, and neither frames nor maxima are computed.
 */
final class ClassRewriter implements AsmVisitorWrapper {

    private final Map<String, MethodNode> replacements;

    /**
     * Creates a rewriter.
     *
     * @param replacements by name and descriptor
     */
    ClassRewriter(Map<String, MethodNode> replacements) {
        this.replacements = replacements;
    }

    byte[] rewrite(String className, byte[] classFile) {
        String name = className.replace('/', '.');
        ClassFileLocator self = ClassFileLocator.Simple.of(name, classFile);
        TypeDescription type = TypePool.Default.of(self).describe(name).resolve();
        // No method graph: it would resolve types of the host that only its loader knows.
        // ASM only: Byte Buddy else asks a system property of the host which reader to take.
        return new ByteBuddy()
                .with(TypeValidation.DISABLED)
                .with(MethodGraph.Empty.INSTANCE)
                .with(AsmClassReader.Factory.Default.ASM_ONLY)
                .with(AsmClassWriter.Factory.Default.ASM_ONLY)
                .decorate(type, self)
                .visit(this)
                .make()
                .getBytes();
    }

    @Override
    public int mergeWriter(int flags) {
        return flags;
    }

    @Override
    public int mergeReader(int flags) {
        return flags;
    }

    @Override
    public ClassVisitor wrap(
            TypeDescription instrumentedType,
            ClassVisitor classVisitor,
            Implementation.Context implementationContext,
            TypePool typePool,
            FieldList<FieldDescription.InDefinedShape> fields,
            MethodList<?> methods,
            int writerFlags,
            int readerFlags) {
        return new ClassVisitor(OpenedClassReader.ASM_API, classVisitor) {
            @Override
            public @Nullable MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] exceptions) {
                MethodNode replacement = replacements.get(name + descriptor);
                if (replacement == null) {
                    return super.visitMethod(access, name, descriptor, signature, exceptions);
                }
                replacement.accept(cv);
                return null;
            }
        };
    }
}
