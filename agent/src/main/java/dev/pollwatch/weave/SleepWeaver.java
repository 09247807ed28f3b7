package dev.pollwatch.weave;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Weaves a method that a {@code sleep} rule names: the thread is asleep from its entry to each of its exits. */
final class SleepWeaver {

    private SleepWeaver() {}

    static void weave(MethodNode method, @Nullable AbstractInsnNode superCall, String bridge, boolean hasFrames) {
        MethodEditor editor = new MethodEditor(method, hasFrames, superCall);
        HookCode hooks = new HookCode(bridge, editor.local());
        editor.surround(hooks.fallAsleep(), hooks::wake, hooks.wakeByThrowable());
    }
}
