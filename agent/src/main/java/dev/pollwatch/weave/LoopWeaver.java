package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Weaves the heartbeat into one method: enter and leave around it, a beat at the header of each outermost loop, and sleep
 * marks around the calls that may rightly block.
 */
final class LoopWeaver {

    private final MethodNode method;
    private final @Nullable AbstractInsnNode superCall;
    private final SleepCalls sleepCalls;
    private final Set<Rule> sleepRules = new LinkedHashSet<>();

    LoopWeaver(MethodNode method, @Nullable AbstractInsnNode superCall, SleepCalls sleepCalls) {
        this.method = method;
        this.superCall = superCall;
        this.sleepCalls = sleepCalls;
    }

    /** The {@code sleep} rules that made calls in the method sleep points. */
    Set<Rule> sleepRules() {
        return sleepRules;
    }

    /**
     * Weaves.
     *
     * @param loops the method's loops
     * @param loopId the constant for the loop's number, which may be filled in later
     * @param bridge internal name of the class that holds the hooks
     * @param hasFrames whether the class file version has frames
     */
    void weave(LoopFinder.Loops loops, LdcInsnNode loopId, String bridge, boolean hasFrames) {
        List<MethodInsnNode> calls = sleepCalls();
        Set<AbstractInsnNode> handlers = handlersOver(calls);
        MethodEditor editor = new MethodEditor(method, hasFrames, superCall);
        HookCode hooks = new HookCode(bridge, editor.local());
        for (MethodInsnNode call : calls) {
            editor.insertBefore(call, hooks.toggleSleep());
            editor.insertAfter(call, hooks.toggleSleep());
        }
        for (AbstractInsnNode handler : handlers) {
            editor.insertBefore(handler, hooks.wakeInHandler());
        }
        for (AbstractInsnNode header : loops.headers()) {
            editor.insertBefore(header, hooks.beat());
        }
        editor.surround(hooks.enter(loopId), hooks::leaveNormally, hooks.leaveByThrowable());
    }

    private List<MethodInsnNode> sleepCalls() {
        List<MethodInsnNode> calls = new ArrayList<>();
        @Nullable AbstractInsnNode node = superCall == null ? method.instructions.getFirst() : superCall.getNext();
        for (; node != null; node = node.getNext()) {
            CallPattern pattern = node instanceof MethodInsnNode call ? sleepCalls.match(call) : null;
            if (pattern == null) {
                continue;
            }
            calls.add((MethodInsnNode) node);
            Rule rule = pattern.rule();
            if (rule != null) {
                sleepRules.add(rule);
            }
        }
        return calls;
    }

    /** Where the host catches what a sleep point throws. A handler of its own at the call would need full frames. */
    private Set<AbstractInsnNode> handlersOver(List<MethodInsnNode> calls) {
        Set<AbstractInsnNode> handlers = Collections.newSetFromMap(new IdentityHashMap<>());
        InsnList code = method.instructions;
        for (TryCatchBlockNode range : method.tryCatchBlocks) {
            int start = code.indexOf(range.start);
            int end = code.indexOf(range.end);
            for (MethodInsnNode call : calls) {
                int at = code.indexOf(call);
                if (start < at && at < end) {
                    handlers.add(RealInstruction.atOrAfter(range.handler));
                }
            }
        }
        return handlers;
    }
}
