package dev.pollwatch.weave;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;

/** Steps over the labels, line numbers and frames that ASM's tree keeps between the instructions. */
final class RealInstruction {

    private RealInstruction() {}

    static AbstractInsnNode atOrAfter(AbstractInsnNode node) {
        @Nullable AbstractInsnNode at = node;
        while (at != null && at.getOpcode() < 0) {
            at = at.getNext();
        }
        if (at == null) {
            throw new IllegalStateException("the method's code ends in a label that is jumped to");
        }
        return at;
    }
}
