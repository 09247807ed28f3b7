package dev.pollwatch.weave;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Weaves what a loop calls in each pass, for threads that run the loop's old code: each call of it is a beat of theirs. */
final class EachWeaver {

    private EachWeaver() {}

    static void weave(MethodNode method, @Nullable AbstractInsnNode superCall, String bridge) {
        MethodEnds.atEntry(method, superCall, HookCode.each(bridge));
    }
}
