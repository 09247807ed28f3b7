package dev.pollwatch.weave;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;

/** Puts code that needs neither a local variable nor a frame where a method begins and where it returns. */
final class MethodEnds {

    private MethodEnds() {}

    /** Before all that is there, so that a loop whose header is the method's first instruction does not come by it again. */
    static void atEntry(MethodNode method, @Nullable AbstractInsnNode superCall, InsnList code) {
        if (superCall == null) {
            method.instructions.insert(code);
        } else {
            method.instructions.insert(superCall, code);
        }
        method.maxStack += HookCode.STACK;
    }

    static void atReturns(MethodNode method, Supplier<InsnList> code) {
        for (AbstractInsnNode node : method.instructions.toArray()) {
            if (isReturn(node)) {
                method.instructions.insertBefore(node, code.get());
            }
        }
        method.maxStack += HookCode.STACK;
    }

    static boolean returns(MethodNode method) {
        for (AbstractInsnNode node : method.instructions) {
            if (isReturn(node)) {
                return true;
            }
        }
        return false;
    }

    static boolean isReturn(AbstractInsnNode node) {
        return node.getOpcode() >= Opcodes.IRETURN && node.getOpcode() <= Opcodes.RETURN;
    }
}
