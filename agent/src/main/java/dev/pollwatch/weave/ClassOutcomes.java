package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What became of the methods of one class, put so that it says what is amiss and no more: a pattern that also names methods without
 * a loop is no mistake, a rule that names nothing else is one.
 */
final class ClassOutcomes {

    private final ClassInHand owner;
    private final List<Outcome> all = new ArrayList<>();
    private final Set<Rule> fulfilled = Collections.newSetFromMap(new IdentityHashMap<>());

    ClassOutcomes(ClassInHand owner) {
        this.owner = owner;
    }

    void add(MethodPlan plan, String name) {
        for (Outcome outcome : plan.outcomes(name)) {
            String reason = outcome.leftAlone();
            if (reason == null) {
                fulfilled.add(outcome.rule());
                all.add(inherited(outcome.rule()) ? renamed(outcome) : outcome);
            } else {
                all.add(new Outcome(
                        outcome.rule(), outcome.method(), 0, reason + remedy(outcome.rule(), reason, plan.method())));
            }
        }
    }

    void addExcluded(NamedMethod excluded, String name) {
        Rule excluding = null;
        for (Rule rule : excluded.rules()) {
            excluding = excluding == null && rule.kind() == RuleKind.EXCLUDE ? rule : excluding;
        }
        if (excluding == null) {
            return;
        }
        for (Rule rule : excluded.rules()) {
            if (rule.kind() != RuleKind.EXCLUDE) {
                all.add(new Outcome(rule, name, 0, Outcome.EXCLUDED + excluding.text()));
            } else if (rule.isExact() || excluded.rules().size() > 1) {
                all.add(new Outcome(rule, name, 0, Outcome.EXCLUDED + "this rule"));
            }
        }
    }

    /** The outcomes without those that nobody needs to know. */
    List<Outcome> worthAWord() {
        Set<Rule> silent = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Rule> heard = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Outcome> worth = new ArrayList<>();
        for (Outcome outcome : all) {
            boolean told = !isExpected(outcome);
            (told ? heard : silent).add(outcome.rule());
            if (told) {
                worth.add(outcome);
            }
        }
        silent.removeAll(heard);
        for (Rule rule : new LinkedHashSet<>(silent)) {
            if (rule.classes() instanceof ClassPattern.Exact && !rule.methods().isExact()) {
                boolean loops = rule.kind() == RuleKind.LOOP || rule.kind() == RuleKind.PROGRESS;
                String reason = loops ? "names no method with a loop" : "names no method with code";
                worth.add(new Outcome(
                        rule, dotted(owner.name()) + "#" + rule.methods().name(), 0, reason));
            }
        }
        return worth;
    }

    /** Where a rule names several methods, one without a loop is worth a word only if none of them has one. */
    private boolean isExpected(Outcome outcome) {
        String reason = outcome.leftAlone();
        if (reason == null) {
            return false;
        }
        boolean noLoop = reason.startsWith(MethodPlan.NO_LOOP);
        boolean noCode = reason.startsWith(MethodPlan.ABSTRACT) || reason.startsWith(MethodPlan.NATIVE);
        if (!outcome.rule().methods().isExact()) {
            return noLoop || noCode || reason.equals(EndWeaver.NEVER_RETURNS);
        }
        boolean oneClass = outcome.rule().classes() instanceof ClassPattern.Exact;
        return noLoop && fulfilled.contains(outcome.rule()) || noCode && !oneClass;
    }

    private String remedy(Rule rule, String reason, MethodNode method) {
        if (reason.equals(MethodPlan.ABSTRACT) && rule.classes() instanceof ClassPattern.Exact) {
            return "; to name the methods that implement it, write " + dotted(owner.name()) + "+#" + method.name;
        }
        if (reason.equals(MethodPlan.NO_LOOP) && callsItselfAbove(method)) {
            return "; it calls super." + method.name + "(), so if the loop is there, name "
                    + dotted(String.valueOf(owner.superName())) + "#" + method.name;
        }
        return "";
    }

    private boolean callsItselfAbove(MethodNode method) {
        for (AbstractInsnNode node : method.instructions) {
            if (node.getOpcode() == Opcodes.INVOKESPECIAL
                    && node instanceof MethodInsnNode call
                    && call.owner.equals(owner.superName())
                    && call.name.equals(method.name)
                    && !method.name.equals("<init>")) {
                return true;
            }
        }
        return false;
    }

    /** Whether the rule gave the name of another class, which inherits the method from this one. */
    private boolean inherited(Rule rule) {
        return rule.classes() instanceof ClassPattern.Exact exact
                && !exact.internalName().equals(owner.name())
                && rule.kind() != RuleKind.SLEEP;
    }

    private static Outcome renamed(Outcome outcome) {
        return new Outcome(
                outcome.rule(),
                outcome.method() + ", inherited by " + outcome.rule().classes().name(),
                outcome.loops(),
                null);
    }

    static String dotted(@Nullable String internalName) {
        return String.valueOf(internalName).replace('/', '.');
    }
}
