package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private final Supertypes supertypes;

    /**
     * Creates a weaver that knows no class yet.
     *
     * @param registry numbers the loops
     * @param bridge internal name of the class that holds the hooks
     */
    ClassWeaver(LoopRegistry registry, String bridge) {
        this(registry, bridge, new Supertypes());
    }

    /**
     * Creates a weaver.
     *
     * @param registry numbers the loops
     * @param bridge internal name of the class that holds the hooks
     * @param supertypes what is known of the classes that are not woven
     */
    ClassWeaver(LoopRegistry registry, String bridge, Supertypes supertypes) {
        this.registry = registry;
        this.bridge = bridge;
        this.supertypes = supertypes;
    }

    /**
     * Weaves a class.
     *
     * @param className internal name
     * @param classFile its bytes
     * @param loader its loader
     * @param rules the rules that may name methods of this class
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
        TypeHierarchy hierarchy = new TypeHierarchy(supertypes, className, classFile, loader);
        ClassInHand owner = new ClassInHand(
                className,
                reader.getSuperName(),
                collector.majorVersion() >= Opcodes.V1_6,
                new SleepCalls(sleepCalls, hierarchy));
        LoopFollower.addTo(collector, reader);
        List<MethodPlan> plans = new ArrayList<>();
        for (NamedMethod named : collector.named().values()) {
            plans.add(new MethodPlan(named.method(), named.rules()));
        }
        plans.forEach(plan -> plan.weave(owner, bridge));
        List<String> loopNames = nameLoops(className, plans);
        UnansweredRules unanswered = UnansweredRules.of(rules, className, collector, hierarchy);
        List<String> complaints = new ArrayList<>(unanswered.complaints());
        complaints.addAll(overruled(plans));
        List<Outcome> outcomes = outcomes(owner, plans, collector);
        outcomes.addAll(unanswered.outcomes());
        return new WovenClass(
                bytes(className, classFile, plans), loopNames, outcomes, complaints, unanswered.inherited());
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

    private static List<Outcome> outcomes(ClassInHand owner, List<MethodPlan> plans, MethodCollector collector) {
        Set<String> overloadedLoops = overloaded(plans, MethodPlan::hasRows);
        Set<String> overloaded = overloaded(plans, plan -> true);
        ClassOutcomes outcomes = new ClassOutcomes(owner);
        for (MethodPlan plan : plans) {
            Set<String> withDescriptor = plan.hasRows() ? overloadedLoops : overloaded;
            outcomes.add(plan, shownName(owner.name(), plan.method(), withDescriptor));
        }
        for (NamedMethod excluded : collector.excluded()) {
            outcomes.addExcluded(excluded, shownName(owner.name(), excluded.method(), overloaded));
        }
        return outcomes.worthAWord();
    }

    private static List<String> overruled(List<MethodPlan> plans) {
        List<String> complaints = new ArrayList<>();
        for (MethodPlan plan : plans) {
            Rule overruled = plan.hasRows() ? plan.overruled() : null;
            if (overruled != null && !Preset.gave(overruled)) {
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
}
