package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

class OddClassFilesTest {

    private static final String ODD = "dev.pollwatch.weave.host.Odd#";

    private final HookProbe probe = new HookProbe().install();

    @ParameterizedTest
    @ValueSource(
            ints = {Opcodes.V1_3, Opcodes.V1_4, Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_7, Opcodes.V1_8, Opcodes.V17})
    void shouldWeaveEachClassFileVersion(int version) throws Throwable {
        WovenHost host = new WovenHost("loop Odd#run")
                .with(
                        "Odd",
                        new GeneratedClass(version, "Odd")
                                .method("run", "(I)I", m -> countUp(m, 0))
                                .bytes());

        assertThat(host.call("Odd", "run", 5)).isEqualTo(5);

        assertThat(probe.beats()).isEqualTo(6);
        assertThat(probe.enters).isEqualTo(1);
        assertThat(probe.leaves).isEqualTo(1);
    }

    @Test
    void shouldBeatAtEachEntryOfALoopThatHasTwo() throws Throwable {
        WovenHost host = new WovenHost("loop Odd#run")
                .with(
                        "Odd",
                        new GeneratedClass(Opcodes.V17, "Odd")
                                .method("run", "(I)I", this::irreducible)
                                .bytes());

        assertThat(host.call("Odd", "run", 6)).isEqualTo(0);

        assertThat(host.status(0).loops()).isEqualTo(1);
        assertThat(probe.beats()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void shouldKeepWhatIsOnTheOperandStackAtTheHeader() throws Throwable {
        WovenHost host = new WovenHost("loop Odd#run")
                .with(
                        "Odd",
                        new GeneratedClass(Opcodes.V17, "Odd")
                                .method("run", "(I)I", m -> {
                                    Label header = new Label();
                                    m.visitLdcInsn(100L);
                                    m.visitInsn(Opcodes.ICONST_0);
                                    m.visitLabel(header); // long, int
                                    m.visitInsn(Opcodes.ICONST_1);
                                    m.visitInsn(Opcodes.IADD);
                                    m.visitInsn(Opcodes.DUP);
                                    m.visitVarInsn(Opcodes.ILOAD, 0);
                                    m.visitJumpInsn(Opcodes.IF_ICMPLT, header);
                                    m.visitInsn(Opcodes.I2L);
                                    m.visitInsn(Opcodes.LADD);
                                    m.visitInsn(Opcodes.L2I);
                                    m.visitInsn(Opcodes.IRETURN);
                                })
                                .bytes());

        assertThat(host.call("Odd", "run", 5)).isEqualTo(105);

        assertThat(probe.beats()).isEqualTo(5);
    }

    @Test
    void shouldNotCountALoopThatIsNeverReached() throws Throwable {
        WovenHost host = new WovenHost("loop Odd#run")
                .with(
                        "Odd",
                        new GeneratedClass(Opcodes.V1_5, "Odd")
                                .method("run", "(I)I", m -> {
                                    Label dead = new Label();
                                    m.visitInsn(Opcodes.ICONST_1);
                                    m.visitInsn(Opcodes.IRETURN);
                                    m.visitLabel(dead);
                                    m.visitJumpInsn(Opcodes.GOTO, dead);
                                })
                                .bytes());

        host.call("Odd", "run", 5);

        assertThat(host.status(0).leftAlone()).containsExactly(ODD + "run has no loop");
    }

    @Test
    void shouldLeaveSubroutinesAlone() throws Throwable {
        WovenHost host = new WovenHost("loop Odd#run", "loop Odd#other")
                .with(
                        "Odd",
                        new GeneratedClass(Opcodes.V1_4, "Odd")
                                .method("run", "(I)I", this::subroutine)
                                .method("other", "(I)I", m -> countUp(m, 0))
                                .bytes());

        assertThat(host.call("Odd", "run", 3)).isEqualTo(0);
        assertThat(host.call("Odd", "other", 3)).isEqualTo(3);

        assertThat(host.status(0).leftAlone())
                .containsExactly(ODD + "run has subroutines (JSR), as compilers made them before Java 6");
        assertThat(host.status(1).woven()).containsExactly(ODD + "other");
        assertThat(probe.enters).isEqualTo(1);
    }

    @Test
    void shouldLeaveAloneWhatWouldNeverBeCompiledAgain() throws Throwable {
        WovenHost host = new WovenHost("loop Odd#tooLarge", "loop Odd#largeAlready", "loop Odd#fits")
                .with(
                        "Odd",
                        new GeneratedClass(Opcodes.V17, "Odd")
                                .method("tooLarge", "(I)I", m -> countUp(m, 7970))
                                .method("largeAlready", "(I)I", m -> countUp(m, 9000))
                                .method("fits", "(I)I", m -> countUp(m, 7800))
                                .bytes());

        assertThat(host.call("Odd", "tooLarge", 3)).isEqualTo(3);
        assertThat(host.call("Odd", "largeAlready", 3)).isEqualTo(3);
        assertThat(host.call("Odd", "fits", 3)).isEqualTo(3);

        assertThat(host.status(0).leftAlone())
                .containsExactly(ODD + "tooLarge would be too large to be compiled (8000 bytes)");
        assertThat(host.status(1).woven()).containsExactly(ODD + "largeAlready");
        assertThat(host.status(2).woven()).containsExactly(ODD + "fits");
        assertThat(probe.beats()).isEqualTo(8);
    }

    @Test
    void shouldLeaveAloneWhatNoClassFileHolds() throws Throwable {
        WovenHost host = new WovenHost("loop Odd#tooLarge", "loop Odd#fits")
                .with(
                        "Odd",
                        new GeneratedClass(Opcodes.V17, "Odd")
                                .method("tooLarge", "(I)I", m -> countUp(m, 65_500))
                                .method("fits", "(I)I", m -> countUp(m, 0))
                                .bytes());

        assertThat(host.call("Odd", "tooLarge", 3)).isEqualTo(3);
        assertThat(host.call("Odd", "fits", 3)).isEqualTo(3);

        assertThat(host.status(0).leftAlone())
                .containsExactly(ODD + "tooLarge would be too large for a class file (64 kB)");
        assertThat(probe.beats()).isEqualTo(4);
    }

    @Test
    void shouldWeaveLoopsThatJumpFar() throws Throwable {
        WovenHost host = new WovenHost("loop Odd#run")
                .with(
                        "Odd",
                        new GeneratedClass(Opcodes.V17, "Odd")
                                .method("run", "(I)I", m -> countUp(m, 40_000))
                                .bytes());

        assertThat(host.call("Odd", "run", 3)).isEqualTo(3);

        assertThat(probe.beats()).isEqualTo(4);
    }

    @Test
    void shouldFindLoopsBehindThousandsOfBranchesOnASmallStack() throws Throwable {
        byte[] bytes = new GeneratedClass(Opcodes.V1_5, "Odd")
                .method("run", "(I)I", m -> {
                    for (int branch = 0; branch < 7000; branch++) {
                        Label next = new Label();
                        m.visitVarInsn(Opcodes.ILOAD, 0);
                        m.visitJumpInsn(Opcodes.IFEQ, next);
                        m.visitLabel(next);
                    }
                    countUp(m, 0);
                })
                .bytes();
        WovenHost host = new WovenHost("loop Odd#run").with("Odd", bytes);
        Thread small = new Thread(null, () -> host.load("Odd"), "small", 256 << 10);
        small.start();
        small.join();

        assertThat(host.call("Odd", "run", 3)).isEqualTo(3);
        assertThat(probe.beats()).isEqualTo(4);
    }

    @Test
    void shouldLeaveNativeAndAbstractMethodsAlone() throws Throwable {
        WovenHost host = new WovenHost("loop Odd#driven", "loop Odd#asked", "sleep Odd#driven")
                .with(
                        "Odd",
                        new GeneratedClass(Opcodes.V17, "Odd")
                                .withoutCode(Opcodes.ACC_PUBLIC | Opcodes.ACC_NATIVE, "driven")
                                .withoutCode(Opcodes.ACC_PUBLIC | Opcodes.ACC_NATIVE, "asked")
                                .bytes());

        host.load("Odd");

        assertThat(host.status(0).leftAlone()).containsExactly(ODD + "driven is native");
        assertThat(host.status(1).leftAlone()).containsExactly(ODD + "asked is native");
        assertThat(host.status(2).leftAlone())
                .containsExactly(ODD + "driven is native; calls of it in poll loops are sleep points");
    }

    @Test
    void shouldLeaveALoopBeforeSuperAlone() throws Throwable {
        WovenHost host = new WovenHost("loop Odd#<init>")
                .with(
                        "Odd",
                        new GeneratedClass(Opcodes.V17, "Odd")
                                .method("<init>", "(I)V", m -> {
                                    Label header = new Label();
                                    m.visitLabel(header);
                                    m.visitIincInsn(1, -1);
                                    m.visitVarInsn(Opcodes.ILOAD, 1);
                                    m.visitJumpInsn(Opcodes.IFGT, header);
                                    m.visitVarInsn(Opcodes.ALOAD, 0);
                                    m.visitMethodInsn(
                                            Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
                                    m.visitInsn(Opcodes.RETURN);
                                })
                                .bytes());

        host.load("Odd").getConstructor(int.class).newInstance(3);

        assertThat(host.status(0).leftAlone()).containsExactly(ODD + "<init> has a loop before super()");
    }

    /** {@code int i = 0; while (i < n) i++; return i;} after some bytes of nothing inside the loop. */
    private static void countUp(MethodVisitor m, int padding) {
        Label header = new Label();
        Label end = new Label();
        m.visitInsn(Opcodes.ICONST_0);
        m.visitVarInsn(Opcodes.ISTORE, 1);
        m.visitLabel(header);
        m.visitVarInsn(Opcodes.ILOAD, 1);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitJumpInsn(Opcodes.IF_ICMPGE, end);
        for (int i = 0; i < padding; i++) {
            m.visitInsn(Opcodes.NOP);
        }
        m.visitIincInsn(1, 1);
        m.visitJumpInsn(Opcodes.GOTO, header);
        m.visitLabel(end);
        m.visitVarInsn(Opcodes.ILOAD, 1);
        m.visitInsn(Opcodes.IRETURN);
    }

    /** Two blocks that lead to each other, and a jump into the middle. */
    private void irreducible(MethodVisitor m) {
        Label first = new Label();
        Label second = new Label();
        Label end = new Label();
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitInsn(Opcodes.ICONST_3);
        m.visitJumpInsn(Opcodes.IF_ICMPGT, second);
        m.visitLabel(first);
        m.visitIincInsn(0, -1);
        m.visitLabel(second);
        m.visitIincInsn(0, -1);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitJumpInsn(Opcodes.IFLE, end);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitInsn(Opcodes.ICONST_1);
        m.visitInsn(Opcodes.IAND);
        m.visitJumpInsn(Opcodes.IFEQ, first);
        m.visitJumpInsn(Opcodes.GOTO, second);
        m.visitLabel(end);
        m.visitInsn(Opcodes.ICONST_0);
        m.visitInsn(Opcodes.IRETURN);
    }

    private void subroutine(MethodVisitor m) {
        Label header = new Label();
        Label routine = new Label();
        m.visitLabel(header);
        m.visitJumpInsn(Opcodes.JSR, routine);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitJumpInsn(Opcodes.IFGT, header);
        m.visitVarInsn(Opcodes.ILOAD, 0);
        m.visitInsn(Opcodes.IRETURN);
        m.visitLabel(routine);
        m.visitVarInsn(Opcodes.ASTORE, 1);
        m.visitIincInsn(0, -1);
        m.visitVarInsn(Opcodes.RET, 1);
    }
}
