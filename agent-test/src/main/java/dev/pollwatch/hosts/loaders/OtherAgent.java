package dev.pollwatch.hosts.loaders;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Somebody else's agent: it has a guest's methods named {@code poll} say when they are entered. */
public final class OtherAgent implements ClassFileTransformer {

    private static final String PACKAGE = "dev/pollwatch/guests/";

    private OtherAgent() {}

    /**
     * Called by the JVM.
     *
     * @param retransform {@code true} for an agent that can retransform, which come after those that cannot
     * @param instrumentation the JVM's instrumentation
     */
    public static void premain(String retransform, Instrumentation instrumentation) {
        instrumentation.addTransformer(new OtherAgent(), Boolean.parseBoolean(retransform));
    }

    @Override
    public byte[] transform(
            ClassLoader loader,
            String className,
            Class<?> classBeingRedefined,
            ProtectionDomain protectionDomain,
            byte[] classFile) {
        if (className == null || !className.startsWith(PACKAGE)) {
            return null;
        }
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
                        return name.equals("poll") ? announcing(method) : method;
                    }
                },
                0);
        return writer.toByteArray();
    }

    private static MethodVisitor announcing(MethodVisitor method) {
        return new MethodVisitor(Opcodes.ASM9, method) {
            @Override
            public void visitCode() {
                super.visitCode();
                visitFieldInsn(Opcodes.GETSTATIC, "java/lang/System", "out", "Ljava/io/PrintStream;");
                visitLdcInsn("entered, says the other agent");
                visitMethodInsn(
                        Opcodes.INVOKEVIRTUAL, "java/io/PrintStream", "println", "(Ljava/lang/String;)V", false);
            }
        };
    }
}
