package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.utility.OpenedClassReader;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.MethodNode;

/** Reads a class and keeps those of its methods that rules name; the others are passed over. */
final class MethodCollector extends ClassVisitor {

    private static final int MAJOR = 0xFFFF;

    private final List<Rule> rules;
    private final Set<String> annotations = new HashSet<>();
    private final Map<String, NamedMethod> named = new LinkedHashMap<>();
    private final List<NamedMethod> excluded = new ArrayList<>();
    private final Set<Rule> answered = new HashSet<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> signatures = new ArrayList<>();
    private int majorVersion;

    /**
     * Creates a collector.
     *
     * @param rules the rules that may name methods of the class
     */
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
    public @Nullable AnnotationVisitor visitAnnotation(String descriptor, boolean visible) {
        annotations.add(descriptor);
        return null;
    }

    /** The annotations of the class are known by now, those of the method only when it was read. */
    @Override
    public @Nullable MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        names.add(name);
        signatures.add(name + descriptor);
        List<Rule> possible = new ArrayList<>();
        for (Rule rule : rules) {
            if (meansThisClass(rule) && rule.mayNameMethod(name, descriptor)) {
                possible.add(rule);
            }
        }
        if (possible.isEmpty()) {
            return null;
        }
        return new MethodNode(OpenedClassReader.ASM_API, access, name, descriptor, signature, exceptions) {
            @Override
            public void visitEnd() {
                keep(this, possible);
            }
        };
    }

    private boolean meansThisClass(Rule rule) {
        return !(rule.classes() instanceof ClassPattern.Annotated annotated)
                || annotations.contains(annotated.descriptor());
    }

    private void keep(MethodNode method, List<Rule> possible) {
        Set<String> carried = annotationsOf(method);
        List<Rule> wanting = new ArrayList<>();
        boolean exclude = false;
        for (Rule rule : possible) {
            if (rule.namesMethod(method.name, method.desc, carried)) {
                wanting.add(rule);
                exclude |= rule.kind() == RuleKind.EXCLUDE;
            }
        }
        answered.addAll(wanting);
        NamedMethod kept = new NamedMethod(method, wanting);
        if (exclude) {
            excluded.add(kept);
        } else if (!wanting.isEmpty()) {
            named.put(kept.key(), kept);
        }
    }

    /** Descriptors of the annotations that a method carries. */
    static Set<String> annotationsOf(MethodNode method) {
        Set<String> carried = new HashSet<>();
        List<AnnotationNode> all = new ArrayList<>();
        if (method.visibleAnnotations != null) {
            all.addAll(method.visibleAnnotations);
        }
        if (method.invisibleAnnotations != null) {
            all.addAll(method.invisibleAnnotations);
        }
        all.forEach(annotation -> carried.add(annotation.desc));
        return carried;
    }

    /** The methods to weave, by name and descriptor; more may be put in. */
    Map<String, NamedMethod> named() {
        return named;
    }

    /** The methods that rules exclude, with all rules that name them. */
    List<NamedMethod> excluded() {
        return excluded;
    }

    boolean excludes(MethodNode method) {
        for (NamedMethod one : excluded) {
            if (one.key().equals(method.name + method.desc)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the class declares a method that the rule names. */
    boolean answers(Rule rule) {
        return answered.contains(rule);
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
