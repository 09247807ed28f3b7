package dev.pollwatch.weave;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Weaves a method that a {@code call} rule names: each call of it is a beat. */
final class CallWeaver {

    private CallWeaver() {}

    static void weave(MethodNode method, @Nullable AbstractInsnNode superCall, LdcInsnNode loopId, String bridge) {
        MethodEnds.atEntry(method, superCall, HookCode.call(bridge, loopId));
    }
}
