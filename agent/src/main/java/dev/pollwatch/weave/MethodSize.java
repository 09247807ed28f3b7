package dev.pollwatch.weave;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * How many bytes a method's code takes, from and to. Not exact, since that shows only once it is written: a constant's index
 * may take one byte or two, a switch is padded, and jumps grow in methods that are too long for short ones.
 *
 * @param least at least so many
 * @param most at most so many
 */
record MethodSize(int least, int most) {

    /** HotSpot never compiles a method that is larger ({@code HugeMethodLimit}); seen to make a loop seven times slower. */
    static final int COMPILED = 8000;
    /** The class file format holds no more (JVMS 4.7.3). */
    static final int POSSIBLE = 65535;

    private static final int REACH_OF_SHORT_JUMPS = Short.MAX_VALUE;
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
        int withShortJumps = evaluator.getMaxSize() - growth;
        return new MethodSize(
                evaluator.getMinSize(),
                withShortJumps <= REACH_OF_SHORT_JUMPS ? withShortJumps : evaluator.getMaxSize());
    }
}
