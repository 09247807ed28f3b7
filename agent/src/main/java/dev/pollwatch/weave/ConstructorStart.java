package dev.pollwatch.weave;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * Finds where a constructor's object is initialized. Before that no catch-all may begin: the verifier wants an
 * uninitialized {@code this} to stay one in each handler.
 */
final class ConstructorStart {

    private ConstructorStart() {}

    /**
     * The call of {@code super()} or {@code this()}: the first constructor call that has no NEW before it to belong to.
     *
     * @return the call, or {@code null} where the code is not shaped as compilers shape it
     */
    static @Nullable AbstractInsnNode find(MethodNode constructor, String className, @Nullable String superName) {
        Map<String, Integer> uninitialized = new HashMap<>();
        for (AbstractInsnNode node : constructor.instructions.toArray()) {
            if (node instanceof TypeInsnNode type && type.getOpcode() == Opcodes.NEW) {
                uninitialized.merge(type.desc, 1, Integer::sum);
            } else if (node instanceof MethodInsnNode call && call.name.equals("<init>")) {
                boolean forThis = call.owner.equals(className) || call.owner.equals(superName);
                if (forThis && uninitialized.getOrDefault(call.owner, 0) == 0) {
                    return isCleanCut(constructor, call) ? call : null;
                }
                uninitialized.merge(call.owner, -1, Integer::sum);
            }
        }
        return null;
    }

    /** Whether no code after the call still has an uninitialized this, and no exception range reaches across it. */
    private static boolean isCleanCut(MethodNode constructor, AbstractInsnNode superCall) {
        InsnList code = constructor.instructions;
        int cut = code.indexOf(superCall);
        for (TryCatchBlockNode range : constructor.tryCatchBlocks) {
            if (code.indexOf(range.start) <= cut && code.indexOf(range.end) > cut) {
                return false;
            }
        }
        for (@Nullable AbstractInsnNode node = superCall; node != null; node = node.getNext()) {
            if (node instanceof FrameNode frame
                    && frame.local != null
                    && frame.local.contains(Opcodes.UNINITIALIZED_THIS)) {
                return false;
            }
        }
        return true;
    }
}
