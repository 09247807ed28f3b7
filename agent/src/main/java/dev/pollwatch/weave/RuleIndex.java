package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All rules, laid out for the question that is asked for each class loaded: does any of them name it? Immutable. */
final class RuleIndex {

    private final Map<String, List<Rule>> byClass = new HashMap<>();
    private final List<CallPattern> sleepCalls = new ArrayList<>();

    RuleIndex(List<Rule> rules) {
        for (Rule rule : rules) {
            if (rule.classes() instanceof ClassPattern.Exact exact) {
                add(rule, exact);
            }
        }
    }

    private void add(Rule rule, ClassPattern.Exact exact) {
        List<Rule> naming = byClass.get(exact.internalName());
        if (naming == null) {
            naming = new ArrayList<>();
            byClass.put(exact.internalName(), naming);
        }
        naming.add(rule);
        if (rule.kind() == RuleKind.SLEEP) {
            sleepCalls.add(CallPattern.of(rule, exact));
        }
    }

    /** The rules that name the class of this internal name, or {@code null}; one hash look-up. */
    @Nullable
    List<Rule> naming(String className) {
        return byClass.get(className);
    }

    /** The calls that {@code sleep} rules make sleep points. */
    List<CallPattern> sleepCalls() {
        return sleepCalls;
    }
}
