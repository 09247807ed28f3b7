package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.MethodInsnNode;

/** Tells which calls in a poll loop are sleep points: the JDK's own and those that {@code sleep} rules name. */
final class SleepCalls {

    private static final Map<String, List<CallPattern>> OF_THE_JDK = new HashMap<>();

    static {
        for (CallPattern pattern : JdkSleepPoints.ALL) {
            add(OF_THE_JDK, pattern);
        }
    }

    private final Map<String, List<CallPattern>> byName = new HashMap<>();
    private final List<CallPattern> byPattern = new ArrayList<>();
    private final TypeHierarchy hierarchy;
    private final CarriedAnnotations annotations;

    SleepCalls(List<CallPattern> byRules, TypeHierarchy hierarchy) {
        this.hierarchy = hierarchy;
        this.annotations = new CarriedAnnotations(hierarchy);
        for (CallPattern pattern : byRules) {
            if (pattern.methods().isExact()) {
                add(byName, pattern);
            } else {
                byPattern.add(pattern);
            }
        }
    }

    private static void add(Map<String, List<CallPattern>> patterns, CallPattern pattern) {
        patterns.computeIfAbsent(pattern.methods().name(), name -> new ArrayList<>())
                .add(pattern);
    }

    /** The pattern that makes the call a sleep point, or {@code null}. Types are looked at only where all else fits. */
    @Nullable
    CallPattern match(MethodInsnNode call) {
        CallPattern byRule = match(call, byName.get(call.name));
        if (byRule == null) {
            byRule = match(call, byPattern);
        }
        return byRule != null ? byRule : match(call, OF_THE_JDK.get(call.name));
    }

    private @Nullable CallPattern match(MethodInsnNode call, @Nullable List<CallPattern> patterns) {
        if (patterns == null) {
            return null;
        }
        for (CallPattern pattern : patterns) {
            if (call.desc.startsWith(pattern.descriptorStart())
                    && mayNameMethod(pattern.methods(), call)
                    && namesOwner(pattern.owners(), call.owner)
                    && carriesWhatItMust(pattern.methods(), call)) {
                return pattern;
            }
        }
        return null;
    }

    /** Making an object is no sleep, whatever a pattern of names says. */
    private static boolean mayNameMethod(MethodPattern methods, MethodInsnNode call) {
        return methods.isExact()
                || (!call.name.equals("<init>")
                        && (methods.isAnnotation() || NameGlob.matches(methods.name(), call.name)));
    }

    private boolean namesOwner(ClassPattern owners, String owner) {
        if (owners instanceof ClassPattern.Glob glob) {
            return glob.matches(owner);
        }
        if (owners instanceof ClassPattern.Annotated annotated) {
            return annotations.ofClass(owner).contains(annotated.descriptor());
        }
        return hierarchy.isSubtype(owner, owners.internalName());
    }

    private boolean carriesWhatItMust(MethodPattern methods, MethodInsnNode call) {
        return !methods.isAnnotation()
                || annotations.ofMethod(call.owner, call.name + call.desc).contains(methods.annotationDescriptor());
    }
}
