package dev.pollwatch.weave;

import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files that no javac of today makes. */
final class GeneratedClass {

    private final ClassWriter writer;

    GeneratedClass(int version, String simpleName) {
        writer = new ClassWriter(version > Opcodes.V1_5 ? ClassWriter.COMPUTE_FRAMES : ClassWriter.COMPUTE_MAXS);
        String name = (WovenHost.HOSTS + simpleName).replace('.', '/');
        writer.visit(version, Opcodes.ACC_PUBLIC | Opcodes.ACC_SUPER, name, null, "java/lang/Object", null);
    }

    GeneratedClass method(String name, String descriptor, Consumer<MethodVisitor> code) {
        int access = Opcodes.ACC_PUBLIC | (name.equals("<init>") ? 0 : Opcodes.ACC_STATIC);
        MethodVisitor method = writer.visitMethod(access, name, descriptor, null, null);
        method.visitCode();
        code.accept(method);
        method.visitMaxs(0, 0);
        method.visitEnd();
        return this;
    }

    GeneratedClass withoutCode(int access, String name) {
        writer.visitMethod(access, name, "(I)I", null, null).visitEnd();
        return this;
    }

    byte[] bytes() {
        writer.visitEnd();
        return writer.toByteArray();
    }
}
