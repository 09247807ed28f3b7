package dev.pollwatch.weave;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * How many bytes a method's code takes, from and to. Not exact, since that shows only once it is written: a constant's index
 * may take one byte or two, a switch is padded.
 *
 * @param least at least so many
 * @param most at most so many, as long as jumps are short, which they are in methods below 32 kB
 * @param mostWithLongJumps at most so many in any case
 */
record MethodSize(int least, int most, int mostWithLongJumps) {

    /** HotSpot never compiles a method that is larger ({@code HugeMethodLimit}); seen to make a loop seven times slower. */
    static final int COMPILED = 8000;
    /** The class file format holds no more (JVMS 4.7.3). */
    static final int POSSIBLE = 65535;

    private static final int GOTO_GROWS_BY = 2;
    private static final int BRANCH_GROWS_BY = 5;

    static MethodSize of(MethodNode method) {
        CodeSizeEvaluator evaluator = new CodeSizeEvaluator(null);
        method.accept(evaluator);
        int growth = 0;
        for (AbstractInsnNode node : method.instructions) {
            if (node instanceof JumpInsnNode) {
                growth += node.getOpcode() == Opcodes.GOTO ? GOTO_GROWS_BY : BRANCH_GROWS_BY;
            }
        }
        return new MethodSize(evaluator.getMinSize(), evaluator.getMaxSize() - growth, evaluator.getMaxSize());
    }
}
