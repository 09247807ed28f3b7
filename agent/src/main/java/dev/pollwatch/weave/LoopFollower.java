package dev.pollwatch.weave;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds the loops that a method without one leaves to others of its class: to lambdas that it makes, and to private methods that
 * nothing else in the class calls. {@code loop=com.acme.Main#main} so finds the loop in {@code new Thread(() -> { for (;;) … })}.
 */
final class LoopFollower {

    private static final String LAMBDAS = "java/lang/invoke/LambdaMetafactory";

    private final ClassReader file;
    private final String className;
    private @Nullable Map<String, MethodNode> methods;
    private final Map<String, Integer> mentions = new HashMap<>();

    LoopFollower(ClassReader file, String className) {
        this.file = file;
        this.className = className;
    }

    /** Has rules that name no loop of the class name the loops to which their methods lead. */
    static void addTo(MethodCollector collector, ClassReader file) {
        Set<Rule> loopless = loopless(collector);
        if (loopless.isEmpty()) {
            return;
        }
        LoopFollower follower = new LoopFollower(file, file.getClassName());
        for (NamedMethod named : List.copyOf(collector.named().values())) {
            for (Rule rule : named.rules()) {
                if (loopless.contains(rule)) {
                    follower.follow(named.method()).forEach(method -> add(collector, method, rule));
                }
            }
        }
    }

    /** {@code #*} names all that it could lead to itself. */
    private static Set<Rule> loopless(MethodCollector collector) {
        Set<Rule> loopless = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Rule> withLoop = Collections.newSetFromMap(new IdentityHashMap<>());
        for (NamedMethod named : collector.named().values()) {
            List<Rule> asking = named.rules().stream()
                    .filter(rule ->
                            rule.kind() == RuleKind.LOOP && !rule.methods().isAll())
                    .toList();
            if (!asking.isEmpty() && named.hasCode()) {
                (LoopFinder.outermostIn(named.method()).count() > 0 ? withLoop : loopless).addAll(asking);
            }
        }
        loopless.removeAll(withLoop);
        return loopless;
    }

    private static void add(MethodCollector collector, MethodNode method, Rule rule) {
        if (collector.excludes(method)) {
            return;
        }
        NamedMethod found = new NamedMethod(method, List.of(rule));
        NamedMethod already = collector.named().putIfAbsent(found.key(), found);
        if (already != null && !already.rules().contains(rule)) {
            already.rules().add(rule);
        }
    }

    /** The methods with loops that the method leads to; empty where there is none. */
    List<MethodNode> follow(MethodNode from) {
        List<MethodNode> found = new ArrayList<>();
        Set<String> seen = new HashSet<>(Set.of(from.name + from.desc));
        Deque<MethodNode> toFollow = new ArrayDeque<>(List.of(from));
        while (!toFollow.isEmpty()) {
            for (MethodNode next : next(toFollow.remove())) {
                if (!seen.add(next.name + next.desc)) {
                    continue;
                }
                if (LoopFinder.outermostIn(next).count() > 0) {
                    found.add(next);
                } else {
                    toFollow.add(next);
                }
            }
        }
        return found;
    }

    private List<MethodNode> next(MethodNode from) {
        List<MethodNode> next = new ArrayList<>();
        for (AbstractInsnNode node : from.instructions) {
            MethodNode lambda = node instanceof InvokeDynamicInsnNode indy ? lambdaBody(indy) : null;
            MethodNode helper = node instanceof MethodInsnNode call ? helper(call) : null;
            if (lambda != null) {
                next.add(lambda);
            } else if (helper != null) {
                next.add(helper);
            }
        }
        return next;
    }

    private @Nullable MethodNode lambdaBody(InvokeDynamicInsnNode node) {
        boolean body = node.bsm.getOwner().equals(LAMBDAS)
                && node.bsmArgs.length > 1
                && node.bsmArgs[1] instanceof Handle handle
                && handle.getOwner().equals(className);
        return body ? withCode(((Handle) node.bsmArgs[1]).getName() + ((Handle) node.bsmArgs[1]).getDesc()) : null;
    }

    private @Nullable MethodNode helper(MethodInsnNode call) {
        if (!call.owner.equals(className)) {
            return null;
        }
        MethodNode method = withCode(call.name + call.desc);
        boolean mine = method != null
                && (method.access & Opcodes.ACC_PRIVATE) != 0
                && !method.name.equals("<init>")
                && Integer.valueOf(1).equals(mentions.get(call.name + call.desc));
        return mine ? method : null;
    }

    private @Nullable MethodNode withCode(String key) {
        Map<String, MethodNode> all = methods;
        if (all == null) {
            all = readAll();
            methods = all;
        }
        MethodNode method = all.get(key);
        return method == null || method.instructions.size() == 0 ? null : method;
    }

    private Map<String, MethodNode> readAll() {
        ClassNode whole = new ClassNode(OpenedClassReader.ASM_API);
        file.accept(whole, ClassReader.EXPAND_FRAMES);
        Map<String, MethodNode> all = new HashMap<>();
        for (MethodNode method : whole.methods) {
            all.put(method.name + method.desc, method);
            for (AbstractInsnNode node : method.instructions) {
                countMentions(node);
            }
        }
        return all;
    }

    private void countMentions(AbstractInsnNode node) {
        if (node instanceof MethodInsnNode call && call.owner.equals(className)) {
            mentions.merge(call.name + call.desc, 1, Integer::sum);
        } else if (node instanceof InvokeDynamicInsnNode indy) {
            for (Object argument : indy.bsmArgs) {
                countHandle(argument);
            }
        } else if (node instanceof LdcInsnNode constant) {
            countHandle(constant.cst);
        }
    }

    private void countHandle(Object constant) {
        if (constant instanceof Handle handle && handle.getOwner().equals(className)) {
            mentions.merge(handle.getName() + handle.getDesc(), 1, Integer::sum);
        }
    }
}
