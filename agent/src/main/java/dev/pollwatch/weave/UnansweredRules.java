package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rules that give a class by its name and a method that it does not declare: inherited, or not there at all.
 *
 * @param inherited those whose method is inherited, with the class that declares it
 * @param outcomes those whose method is inherited and cannot be woven there
 * @param complaints sentences for the log about those whose method is nowhere
 */
record UnansweredRules(List<WovenClass.Inherited> inherited, List<Outcome> outcomes, List<String> complaints) {

    static UnansweredRules of(List<Rule> rules, String className, MethodCollector collector, TypeHierarchy hierarchy) {
        UnansweredRules unanswered = new UnansweredRules(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Rule rule : rules) {
            if (rule.classes() instanceof ClassPattern.Exact && !collector.answers(rule)) {
                unanswered.add(rule, className, collector, hierarchy);
            }
        }
        return unanswered;
    }

    private void add(Rule rule, String className, MethodCollector collector, TypeHierarchy hierarchy) {
        MethodPattern method = rule.methods();
        boolean inheritable = method.isExact() && !method.name().startsWith("<");
        InheritedMethod found = inheritable ? InheritedMethod.find(hierarchy, className, method) : null;
        if (found == null) {
            complain(rule, className, collector);
        } else if (rule.kind() == RuleKind.EXCLUDE) {
            complaints.add(start(rule)
                    + " names a method that its class inherits, and so excludes nothing; name it where it is"
                    + " declared, in " + ClassOutcomes.dotted(found.className()));
        } else {
            String why = whyNotThere(rule, found);
            if (why == null) {
                inherited.add(new WovenClass.Inherited(rule, found.className()));
            } else if (rule.kind() != RuleKind.SLEEP && !Preset.gave(rule)) {
                outcomes.add(new Outcome(rule, rule.classes().name() + "#" + method.name(), 0, why));
            }
        }
    }

    private static @Nullable String whyNotThere(Rule rule, InheritedMethod found) {
        String declaring = ClassOutcomes.dotted(found.className());
        if (ClassFiles.isOfTheJdk(found.className())) {
            return "is inherited from " + declaring + ", a class of the JDK, which is never woven";
        }
        return found.where() == InheritedMethod.Where.ABSTRACT
                ? "is abstract in " + declaring + "; to name the methods that implement it, write " + declaring + "+#"
                        + rule.methods().name()
                : null;
    }

    /** A sleep rule may name whatever is called through its class. */
    private void complain(Rule rule, String className, MethodCollector collector) {
        if (rule.kind() == RuleKind.SLEEP || Preset.gave(rule)) {
            return;
        }
        MethodPattern method = rule.methods();
        String what = method.isExact()
                ? " names no method that its class declares or inherits; "
                : " names no method that its class declares; ";
        if (collector.names().isEmpty()) {
            complaints.add(start(rule) + what + ClassOutcomes.dotted(className) + " declares none");
            return;
        }
        Set<String> known = new TreeSet<>(collector.signatures(method.name()));
        String remedy = known.isEmpty()
                ? "the nearest that it declares is " + Nearest.to(method.name(), collector.names())
                : "it declares " + String.join(", ", known);
        complaints.add(start(rule) + what + (method.isAnnotation() ? "none carries the annotation" : remedy));
    }

    private static String start(Rule rule) {
        return "The rule '" + rule.text() + "' (" + rule.source() + ")";
    }
}
