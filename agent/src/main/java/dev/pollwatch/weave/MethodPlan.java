package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
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

    private static final String POLL_LOOP = "is a poll loop, ";

    private final MethodNode method;
    private final Map<RuleKind, List<Rule>> rules = new EnumMap<>(RuleKind.class);
    private final Map<RuleKind, String> leftAlone = new EnumMap<>(RuleKind.class);
    private final LdcInsnNode loopId = new LdcInsnNode(0);
    private int loops;
    private int progressLoops;
    private Set<Rule> honouredInside = Set.of();

    MethodPlan(MethodNode method, List<Rule> rules) {
        this.method = method;
        for (Rule rule : rules) {
            this.rules.computeIfAbsent(rule.kind(), kind -> new ArrayList<>()).add(rule);
        }
    }

    /** Weaves the method, or finds why not; the loop's number is filled in by {@link #numberLoop}. */
    void weave(ClassInHand owner, String bridge) {
        try {
            checkThatItHasCode();
            if (wantsLoopsOnly() && LoopFinder.outermostIn(method).count() == 0) {
                throw new LeftAlone(NO_LOOP);
            }
            checkThatItCanBeWoven();
            @Nullable AbstractInsnNode superCall = superCall(owner);
            MethodSize before = MethodSize.of(method);
            weaveLoops(owner, superCall, bridge);
            if (isWoven(RuleKind.SLEEP)) {
                SleepWeaver.weave(method, superCall, bridge, owner.hasFrames());
            }
            // What comes last is woven outermost: first of all a call beats, and last of all it ends.
            if (isWoven(RuleKind.EACH)) {
                EachWeaver.weave(method, superCall, bridge);
            }
            if (isWoven(RuleKind.CALL)) {
                CallWeaver.weave(method, superCall, loopId, bridge);
            }
            if (isWoven(RuleKind.END)) {
                weaveEnd(bridge);
            }
            checkSize(before);
        } catch (LeftAlone reason) {
            rules.keySet().forEach(kind -> leaveAlone(kind, reason.getMessage()));
            if (hasNoCode()) {
                leaveAlone(RuleKind.SLEEP, reason.getMessage() + "; calls of it in poll loops are sleep points");
            }
            honouredInside = Set.of();
        }
    }

    /** The loops of the method, where there is a rule for them. Any other rule is woven around what this makes of it. */
    private void weaveLoops(ClassInHand owner, @Nullable AbstractInsnNode superCall, String bridge) throws LeftAlone {
        LoopFinder.Loops outermost =
                rules.containsKey(RuleKind.LOOP) ? LoopFinder.outermostIn(method) : LoopFinder.Loops.NONE;
        LoopFinder.Loops all = rules.containsKey(RuleKind.PROGRESS) ? LoopFinder.allIn(method) : LoopFinder.Loops.NONE;
        checkThatLoopsFollow(superCall, outermost);
        checkThatLoopsFollow(superCall, all);
        if (all.count() == 0) {
            leaveAlone(RuleKind.PROGRESS, NO_LOOP);
        }
        if (outermost.count() > 0) {
            LoopWeaver weaver = new LoopWeaver(method, superCall, owner.sleepCalls());
            // All headers are the outermost ones and those inside.
            weaver.weave(all.count() > 0 ? all : outermost, loopId, bridge, owner.hasFrames());
            honouredInside = weaver.sleepRules();
            loops = outermost.count();
            leaveAlone(RuleKind.SLEEP, POLL_LOOP + "and so no sleep point");
            leaveAlone(RuleKind.CALL, POLL_LOOP + "and beats by its own passes; keep the loop rule or the call rule");
        } else {
            leaveAlone(RuleKind.LOOP, NO_LOOP);
            if (all.count() > 0) {
                ProgressWeaver.weave(method, all, superCall, bridge, owner.hasFrames());
            }
        }
        progressLoops = all.count();
    }

    private void weaveEnd(String bridge) {
        try {
            EndWeaver.weave(method, bridge);
        } catch (LeftAlone reason) {
            leaveAlone(RuleKind.END, reason.getMessage());
        }
    }

    private void leaveAlone(RuleKind kind, @Nullable String reason) {
        if (rules.containsKey(kind)) {
            leftAlone.put(kind, String.valueOf(reason));
        }
    }

    private boolean isWoven(RuleKind kind) {
        return rules.containsKey(kind) && !leftAlone.containsKey(kind);
    }

    boolean isWoven() {
        return leftAlone.size() < rules.size();
    }

    /** Whether threads have rows for it: a poll loop, or a method called once per iteration. */
    boolean hasRows() {
        return isWoven(RuleKind.LOOP) || isWoven(RuleKind.CALL);
    }

    MethodNode method() {
        return method;
    }

    /** The rule whose policy the rows follow: the first given. */
    Rule decisiveRule() {
        return rowRules().get(0);
    }

    /** Another rule for the same rows that says something else of them, and is not heard; {@code null} when there is none. */
    @Nullable
    Rule overruled() {
        for (Rule rule : rowRules()) {
            if (!rule.policy().equals(decisiveRule().policy())) {
                return rule;
            }
        }
        return null;
    }

    private List<Rule> rowRules() {
        return of(isWoven(RuleKind.LOOP) ? RuleKind.LOOP : RuleKind.CALL);
    }

    private List<Rule> of(RuleKind kind) {
        return rules.getOrDefault(kind, List.of());
    }

    void numberLoop(int id) {
        loopId.cst = id;
    }

    /** What became of it, for each rule that named it or that was honoured in it. */
    List<Outcome> outcomes(String name) {
        List<Outcome> outcomes = new ArrayList<>();
        rules.forEach((kind, ofKind) -> {
            String reason = leftAlone.get(kind);
            int inside = kind == RuleKind.LOOP ? loops : kind == RuleKind.PROGRESS ? progressLoops : 0;
            for (Rule rule : ofKind) {
                outcomes.add(new Outcome(rule, name, reason == null ? inside : 0, reason));
            }
        });
        for (Rule rule : honouredInside) {
            outcomes.add(new Outcome(rule, rule.text() + " called in " + name, 0, null));
        }
        return outcomes;
    }

    private boolean hasNoCode() {
        return (method.access & (Opcodes.ACC_NATIVE | Opcodes.ACC_ABSTRACT)) != 0;
    }

    private void checkThatItHasCode() throws LeftAlone {
        if (hasNoCode()) {
            throw new LeftAlone((method.access & Opcodes.ACC_NATIVE) != 0 ? NATIVE : ABSTRACT);
        }
    }

    /** What else may be odd about a method without a loop is then of no interest to anybody; with patterns there are many. */
    private boolean wantsLoopsOnly() {
        for (RuleKind kind : rules.keySet()) {
            if (kind != RuleKind.LOOP && kind != RuleKind.PROGRESS) {
                return false;
            }
        }
        return true;
    }

    private void checkThatItCanBeWoven() throws LeftAlone {
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
