package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A pattern names thousands of methods without a loop; what else is odd about them is not worth a word. */
class NothingToWeaveTest {

    private static final String ODD = "dev.pollwatch.weave.host.Odd#";

    @Test
    void shouldSayOfAConstructorOrSubroutineWithoutALoopOnlyThatItHasNone() throws Throwable {
        WovenHost host = new WovenHost("loop Odd#<init>", "loop Odd#step")
                .with(
                        "Odd",
                        new GeneratedClass(Opcodes.V1_5, "Odd")
                                .method("<init>", "(I)V", NothingToWeaveTest::oneOfTwoSuperCalls)
                                .method("step", "(I)I", NothingToWeaveTest::subroutineWithoutLoop)
                                .bytes());

        host.load("Odd").getConstructor(int.class).newInstance(3);

        assertThat(host.status(0).leftAlone()).containsExactly(ODD + "<init> has no loop");
        assertThat(host.status(1).leftAlone()).containsExactly(ODD + "step has no loop");
    }

    /** As Groovy makes them: which constructor goes on is found out first. */
    private static void oneOfTwoSuperCalls(MethodVisitor m) {
        Label other = new Label();
        m.visitVarInsn(Opcodes.ALOAD, 0);
        m.visitVarInsn(Opcodes.ILOAD, 1);
        m.visitJumpInsn(Opcodes.IFLE, other);
        m.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        m.visitInsn(Opcodes.RETURN);
        m.visitLabel(other);
        m.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
        m.visitInsn(Opcodes.RETURN);
    }

    private static void subroutineWithoutLoop(MethodVisitor m) {
        Label routine = new Label();
        m.visitJumpInsn(Opcodes.JSR, routine);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitInsn(Opcodes.IRETURN);
        m.visitLabel(routine);
        m.visitVarInsn(Opcodes.ASTORE, 1);
        m.visitVarInsn(Opcodes.RET, 1);
    }
}
