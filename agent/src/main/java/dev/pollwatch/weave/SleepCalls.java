package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodInsnNode;

/** Tells which calls in a poll loop are sleep points: the JDK's own and those that {@code sleep} rules name. */
final class SleepCalls {

    private final Map<String, List<CallPattern>> patterns = new HashMap<>();
    private final TypeHierarchy hierarchy;

    SleepCalls(List<CallPattern> byRules, TypeHierarchy hierarchy) {
        this.hierarchy = hierarchy;
        byRules.forEach(this::add);
        JdkSleepPoints.ALL.forEach(this::add);
    }

    private void add(CallPattern pattern) {
        patterns.computeIfAbsent(pattern.name(), name -> new ArrayList<>()).add(pattern);
    }

    /** The pattern that makes the call a sleep point, or {@code null}. Types are looked at only where all else fits. */
    @Nullable
    CallPattern match(MethodInsnNode call) {
        for (CallPattern pattern : patterns.getOrDefault(call.name, List.of())) {
            if (call.desc.startsWith(pattern.descriptorStart()) && hierarchy.isSubtype(call.owner, pattern.owner())) {
                return pattern;
            }
        }
        return null;
    }
}
