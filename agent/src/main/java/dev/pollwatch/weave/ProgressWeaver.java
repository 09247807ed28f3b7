package dev.pollwatch.weave;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Weaves a method that a {@code progress} rule names: its loops beat for the poll loop that its thread is in. */
final class ProgressWeaver {

    private ProgressWeaver() {}

    static void weave(
            MethodNode method,
            LoopFinder.Loops loops,
            @Nullable AbstractInsnNode superCall,
            String bridge,
            boolean hasFrames) {
        MethodEditor editor = new MethodEditor(method, hasFrames, superCall);
        HookCode hooks = new HookCode(bridge, editor.local());
        for (AbstractInsnNode header : loops.headers()) {
            editor.insertBefore(header, hooks.beat());
        }
        editor.begin(hooks.progress());
    }
}
