package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** One method that rules name: what they want of it, whether that can be done, and the method woven. */
final class MethodPlan {

    /** What is said of a method without a loop; no mistake where another overload has one. */
    static final String NO_LOOP = "has no loop";
    /** What is said first of methods without code. */
    static final String ABSTRACT = "is abstract";

    static final String NATIVE = "is native";

    private final MethodNode method;
    private final List<Rule> loopRules = new ArrayList<>();
    private final List<Rule> sleepRules = new ArrayList<>();
    private final LdcInsnNode loopId = new LdcInsnNode(0);
    private int loops;
    private boolean asleep;
    private Set<Rule> honouredInside = Set.of();
    private @Nullable String leftAlone;

    MethodPlan(MethodNode method, List<Rule> rules) {
        this.method = method;
        for (Rule rule : rules) {
            switch (rule.kind()) {
                case LOOP -> loopRules.add(rule);
                case SLEEP -> sleepRules.add(rule);
                case CALL, END, EXCLUDE, PROGRESS -> {} // refused by the parser so far
            }
        }
    }

    /** Weaves the method, or finds why not; the loop's number is filled in by {@link #numberLoop}. */
    void weave(ClassInHand owner, String bridge) {
        try {
            checkThatItHasCode();
            AbstractInsnNode superCall = superCall(owner);
            MethodSize before = MethodSize.of(method);
            LoopFinder.Loops found = loopRules.isEmpty() ? new LoopFinder.Loops(0, Set.of()) : LoopFinder.in(method);
            if (found.count() > 0) {
                checkThatLoopsFollow(superCall, found);
                LoopWeaver weaver = new LoopWeaver(method, superCall, owner.sleepCalls());
                weaver.weave(found, loopId, bridge, owner.hasFrames());
                checkSize(before);
                loops = found.count();
                honouredInside = weaver.sleepRules();
            } else if (!sleepRules.isEmpty()) {
                SleepWeaver.weave(method, superCall, bridge, owner.hasFrames());
                checkSize(before);
                asleep = true;
            } else {
                throw new LeftAlone(NO_LOOP);
            }
        } catch (LeftAlone reason) {
            leftAlone = reason.getMessage();
        }
    }

    boolean isWoven() {
        return leftAlone == null;
    }

    boolean isPollLoop() {
        return loops > 0;
    }

    MethodNode method() {
        return method;
    }

    /** The rule whose policy the loop follows: the first given. */
    Rule decisiveRule() {
        return loopRules.get(0);
    }

    /** Another rule for the same loop that says something else of it, and is not heard; {@code null} when there is none. */
    @Nullable
    Rule overruled() {
        for (Rule rule : loopRules) {
            if (!rule.policy().equals(decisiveRule().policy())) {
                return rule;
            }
        }
        return null;
    }

    void numberLoop(int id) {
        loopId.cst = id;
    }

    /** What became of it, for each rule that named it or that was honoured in it. */
    List<Outcome> outcomes(String name) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Rule rule : loopRules) {
            outcomes.add(new Outcome(rule, name, loops, asleep ? NO_LOOP : leftAlone));
        }
        for (Rule rule : sleepRules) {
            String reason = isPollLoop() ? "is a poll loop, and so no sleep point" : leftAlone;
            outcomes.add(new Outcome(rule, name, 0, reason));
        }
        for (Rule rule : honouredInside) {
            outcomes.add(new Outcome(rule, rule.text() + " called in " + name, 0, null));
        }
        return outcomes;
    }

    private void checkThatItHasCode() throws LeftAlone {
        if ((method.access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) != 0) {
            String what = (method.access & Opcodes.ACC_NATIVE) != 0 ? NATIVE : ABSTRACT;
            throw new LeftAlone(loopRules.isEmpty() ? what + "; calls of it in poll loops are sleep points" : what);
        }
        for (AbstractInsnNode node : method.instructions) {
            if (node.getOpcode() == Opcodes.JSR || node.getOpcode() == Opcodes.RET) {
                throw new LeftAlone("has subroutines (JSR), as compilers made them before Java 6");
            }
        }
        if (method.maxLocals >= MethodSize.POSSIBLE) {
            throw new LeftAlone("has no room for another local variable");
        }
    }

    private @Nullable AbstractInsnNode superCall(ClassInHand owner) throws LeftAlone {
        if (!method.name.equals("<init>")) {
            return null;
        }
        AbstractInsnNode call = ConstructorStart.find(method, owner.name(), owner.superName());
        if (call == null) {
            throw new LeftAlone("calls super() or this() in a way that cannot be followed");
        }
        return call;
    }

    private void checkThatLoopsFollow(@Nullable AbstractInsnNode superCall, LoopFinder.Loops found) throws LeftAlone {
        for (AbstractInsnNode header : found.headers()) {
            if (superCall != null && method.instructions.indexOf(header) <= method.instructions.indexOf(superCall)) {
                throw new LeftAlone("has a loop before super()");
            }
        }
    }

    private void checkSize(MethodSize before) throws LeftAlone {
        MethodSize after = MethodSize.of(method);
        if (after.most() > MethodSize.POSSIBLE) {
            throw new LeftAlone("would be too large for a class file (64 kB)");
        }
        if (before.least() <= MethodSize.COMPILED && after.most() > MethodSize.COMPILED) {
            throw new LeftAlone("would be too large to be compiled (" + MethodSize.COMPILED + " bytes)");
        }
    }
}
