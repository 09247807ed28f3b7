package dev.pollwatch.weave;

import org.objectweb.asm.tree.MethodNode;

/**
 * Weaves a method that an {@code end} rule names: where it returns, the thread's {@code call} rows end. Not where it throws: what could not be
 * closed may be called again.
 */
final class EndWeaver {

    private EndWeaver() {}

    static void weave(MethodNode method, String bridge) throws LeftAlone {
        if (!MethodEnds.returns(method)) {
            throw new LeftAlone("never returns");
        }
        MethodEnds.atReturns(method, () -> HookCode.end(bridge));
    }
}
