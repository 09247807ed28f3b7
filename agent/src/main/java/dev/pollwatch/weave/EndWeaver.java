package dev.pollwatch.weave;

import org.objectweb.asm.tree.MethodNode;

/**
 * Weaves a method that an {@code end} rule names: where it returns, the thread's {@code call} rows end. Not where it throws: what could not be
 * closed may be called again.
 */
final class EndWeaver {

    /** What is said of a method that always throws, or goes on for ever. */
    static final String NEVER_RETURNS = "never returns";

    private EndWeaver() {}

    static void weave(MethodNode method, String bridge) throws LeftAlone {
        if (!MethodEnds.returns(method)) {
            throw new LeftAlone(NEVER_RETURNS);
        }
        MethodEnds.atReturns(method, () -> HookCode.end(bridge));
    }
}
