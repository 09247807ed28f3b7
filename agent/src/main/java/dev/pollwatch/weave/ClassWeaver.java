package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Weaves one class file. This is the door to Byte Buddy and ASM: nothing on the way to here loads a class of theirs, so that a
 * program without a poll loop does not pay for them.
 */
final class ClassWeaver {

    private final LoopRegistry registry;
    private final String bridge;

    /**
     * Creates a weaver.
     *
     * @param registry numbers the loops
     * @param bridge internal name of the class that holds the hooks
     */
    ClassWeaver(LoopRegistry registry, String bridge) {
        this.registry = registry;
        this.bridge = bridge;
    }

    /**
     * Weaves a class.
     *
     * @param className internal name
     * @param classFile its bytes
     * @param loader its loader
     * @param rules the rules that name this class
     * @param sleepCalls the calls that rules make sleep points
     * @return what became of it
     */
    WovenClass weave(
            String className,
            byte[] classFile,
            @Nullable ClassLoader loader,
            List<Rule> rules,
            List<CallPattern> sleepCalls) {
        ClassReader reader = OpenedClassReader.of(classFile, false);
        MethodCollector collector = new MethodCollector(rules);
        reader.accept(collector, ClassReader.EXPAND_FRAMES);
        ClassInHand owner = new ClassInHand(
                className,
                reader.getSuperName(),
                collector.majorVersion() >= Opcodes.V1_6,
                new SleepCalls(sleepCalls, new TypeHierarchy(className, classFile, loader)));
        List<MethodPlan> plans = collector.plans();
        plans.forEach(plan -> plan.weave(owner, bridge));
        List<String> loopNames = nameLoops(className, plans);
        List<String> complaints = complaints(rules, collector);
        complaints.addAll(overruled(plans));
        return new WovenClass(bytes(className, classFile, plans), loopNames, outcomes(className, plans), complaints);
    }

    private List<String> nameLoops(String className, List<MethodPlan> plans) {
        Set<String> overloaded = overloaded(plans, MethodPlan::hasRows);
        List<String> names = new ArrayList<>();
        for (MethodPlan plan : plans) {
            if (plan.hasRows()) {
                String name = shownName(className, plan.method(), overloaded);
                plan.numberLoop(registry.register(name, plan.decisiveRule().policy()));
                names.add(name);
            }
        }
        return names;
    }

    private static byte @Nullable [] bytes(String className, byte[] classFile, List<MethodPlan> plans) {
        Map<String, MethodNode> woven = new HashMap<>();
        for (MethodPlan plan : plans) {
            if (plan.isWoven()) {
                woven.put(plan.method().name + plan.method().desc, plan.method());
            }
        }
        return woven.isEmpty() ? null : new ClassRewriter(woven).rewrite(className, classFile);
    }

    /** A method without a loop is worth a word only where its rule has no woven method at all in the class. */
    private static List<Outcome> outcomes(String className, List<MethodPlan> plans) {
        Set<String> overloadedLoops = overloaded(plans, MethodPlan::hasRows);
        Set<String> overloaded = overloaded(plans, plan -> true);
        List<Outcome> outcomes = new ArrayList<>();
        for (MethodPlan plan : plans) {
            Set<String> withDescriptor = plan.hasRows() ? overloadedLoops : overloaded;
            outcomes.addAll(plan.outcomes(shownName(className, plan.method(), withDescriptor)));
        }
        Set<Rule> fulfilled = outcomes.stream()
                .filter(outcome -> outcome.leftAlone() == null)
                .map(Outcome::rule)
                .collect(Collectors.toSet());
        outcomes.removeIf(
                outcome -> MethodPlan.NO_LOOP.equals(outcome.leftAlone()) && fulfilled.contains(outcome.rule()));
        return outcomes;
    }

    private static List<String> overruled(List<MethodPlan> plans) {
        List<String> complaints = new ArrayList<>();
        for (MethodPlan plan : plans) {
            Rule overruled = plan.hasRows() ? plan.overruled() : null;
            if (overruled != null) {
                complaints.add("Two rules name one loop: what " + overruled.text() + " says of it is not heard, since "
                        + plan.decisiveRule().text() + " came first; keep one of them");
            }
        }
        return complaints;
    }

    private static Set<String> overloaded(List<MethodPlan> plans, Predicate<MethodPlan> which) {
        Map<String, Integer> count = new HashMap<>();
        plans.stream().filter(which).forEach(plan -> count.merge(plan.method().name, 1, Integer::sum));
        return count.entrySet().stream()
                .filter(entry -> entry.getValue() > 1)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static String shownName(String className, MethodNode method, Set<String> withDescriptor) {
        String name = className.replace('/', '.') + "#" + method.name;
        return withDescriptor.contains(method.name) ? name + method.desc : name;
    }

    /** Only for loops: a sleep rule may rightly name a method that the class inherits, for the calls through it. */
    private static List<String> complaints(List<Rule> rules, MethodCollector collector) {
        List<String> complaints = new ArrayList<>();
        for (Rule rule : rules) {
            if (rule.kind() != RuleKind.LOOP || collector.planned(rule)) {
                continue;
            }
            Set<String> known =
                    new TreeSet<>(collector.signatures(rule.methods().name()));
            String remedy = known.isEmpty()
                    ? "the nearest that it declares is "
                            + Nearest.to(rule.methods().name(), collector.names())
                    : "it declares " + String.join(", ", known);
            complaints.add("The rule '" + rule.text() + "' (" + rule.source()
                    + ") names no method that its class declares; " + remedy);
        }
        return complaints;
    }
}
