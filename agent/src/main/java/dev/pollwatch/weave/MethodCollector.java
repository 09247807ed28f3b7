package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.tree.MethodNode;

/** Reads a class and keeps those of its methods that rules name; the others are passed over. */
final class MethodCollector extends ClassVisitor {

    private static final int MAJOR = 0xFFFF;

    private final List<Rule> rules;
    private final List<MethodPlan> plans = new ArrayList<>();
    private final Set<Rule> planned = new HashSet<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> signatures = new ArrayList<>();
    private int majorVersion;

    MethodCollector(List<Rule> rules) {
        super(OpenedClassReader.ASM_API);
        this.rules = rules;
    }

    @Override
    public void visit(
            int version,
            int access,
            String name,
            @Nullable String signature,
            @Nullable String superName,
            String @Nullable [] interfaces) {
        majorVersion = version & MAJOR;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        names.add(name);
        signatures.add(name + descriptor);
        List<Rule> wanting = rules.stream()
                .filter(rule -> rule.methods().matches(name, descriptor))
                .toList();
        if (wanting.isEmpty()) {
            return null;
        }
        planned.addAll(wanting);
        MethodNode method = new MethodNode(OpenedClassReader.ASM_API, access, name, descriptor, signature, exceptions);
        plans.add(new MethodPlan(method, wanting));
        return method;
    }

    List<MethodPlan> plans() {
        return plans;
    }

    boolean planned(Rule rule) {
        return planned.contains(rule);
    }

    int majorVersion() {
        return majorVersion;
    }

    /** The names of all methods that the class declares. */
    List<String> names() {
        return names;
    }

    /** The methods of that name that the class declares, with their descriptors. */
    List<String> signatures(String name) {
        return signatures.stream()
                .filter(signature -> signature.startsWith(name + "("))
                .toList();
    }
}
