package dev.pollwatch.weave;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** All classes of some jars, and which method may call which. Loads none of them. */
final class ClassPool {

    /** A method by the names of its class, its own and its descriptor. */
    record Method(String owner, String name, String descriptor) {

        boolean isIn(String binaryName, MethodPattern pattern) {
            return owner.equals(binaryName.replace('.', '/'))
                    && name.equals(pattern.name())
                    && (pattern.descriptor() == null || pattern.descriptor().equals(descriptor));
        }
    }

    private final Map<String, ClassNode> classes = new HashMap<>();
    private final Map<String, Set<String>> subtypes = new HashMap<>();
    private final Map<Method, MethodNode> methods = new HashMap<>();
    private final Map<Method, Set<Method>> calls = new HashMap<>();

    static ClassPool of(List<Path> jars) {
        ClassPool pool = new ClassPool();
        jars.forEach(pool::add);
        for (ClassNode type : pool.classes.values()) {
            pool.addToSupertypes(type.name, type.name);
        }
        return pool;
    }

    private void add(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
                if (entry.getName().endsWith(".class") && !entry.getName().startsWith("META-INF/")) {
                    ClassNode node = new ClassNode();
                    new ClassReader(file.getInputStream(entry)).accept(node, ClassReader.SKIP_DEBUG);
                    classes.put(node.name, node);
                    node.methods.forEach(
                            method -> methods.put(new Method(node.name, method.name, method.desc), method));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(jar.toString(), unreadable);
        }
    }

    private void addToSupertypes(String type, String above) {
        ClassNode node = classes.get(above);
        if (node == null
                || !subtypes.computeIfAbsent(above, none -> new HashSet<>()).add(type)) {
            return;
        }
        addToSupertypes(type, node.superName);
        node.interfaces.forEach(one -> addToSupertypes(type, one));
    }

    boolean hasClass(String binaryName) {
        return classes.containsKey(binaryName.replace('.', '/'));
    }

    /** The methods that the class declares and the pattern names. */
    List<Method> declared(String binaryName, MethodPattern pattern) {
        List<Method> found = new ArrayList<>();
        ClassNode type = classes.get(binaryName.replace('.', '/'));
        for (MethodNode node : type == null ? List.<MethodNode>of() : type.methods) {
            Method method = new Method(type.name, node.name, node.desc);
            if (method.isIn(binaryName, pattern) && (node.access & Opcodes.ACC_BRIDGE) == 0) {
                found.add(method);
            }
        }
        return found;
    }

    int loops(Method method) {
        return LoopFinder.outermostIn(node(method)).count();
    }

    private MethodNode node(Method method) {
        return Objects.requireNonNull(methods.get(method), method::toString);
    }

    boolean isNative(Method method) {
        return methods.containsKey(method) && (node(method).access & Opcodes.ACC_NATIVE) != 0;
    }

    /**
     * All methods that may be called by some, directly or not; those of the JDK are leaves.
     *
     * @param from where to begin; they are among them
     */
    Set<Method> reachable(Collection<Method> from) {
        Set<Method> seen = new LinkedHashSet<>(from);
        Deque<Method> toSee = new ArrayDeque<>(seen);
        while (!toSee.isEmpty()) {
            Method method = toSee.remove();
            if (methods.containsKey(method)) {
                for (Method called : calls(method)) {
                    if (seen.add(called)) {
                        toSee.add(called);
                    }
                }
            }
        }
        return seen;
    }

    /** The methods that may run where one is called: itself, and those that override it. */
    List<Method> implementations(Method method) {
        return targets(method.owner(), method.name(), method.descriptor());
    }

    private Set<Method> calls(Method method) {
        Set<Method> known = calls.get(method);
        if (known == null) {
            known = readCalls(method);
            calls.put(method, known);
        }
        return known;
    }

    private Set<Method> readCalls(Method method) {
        Set<Method> called = new LinkedHashSet<>();
        for (AbstractInsnNode instruction : node(method).instructions) {
            if (instruction instanceof MethodInsnNode call) {
                called.add(new Method(call.owner, call.name, call.desc));
                called.addAll(targets(call.owner, call.name, call.desc));
            } else if (instruction instanceof InvokeDynamicInsnNode lambda) {
                for (Object argument : lambda.bsmArgs) {
                    if (argument instanceof Handle handle && handle.getDesc().startsWith("(")) {
                        called.addAll(targets(handle.getOwner(), handle.getName(), handle.getDesc()));
                    }
                }
            }
        }
        // A call as the compiler wrote it may name a class that only inherits the method; such a name leads nowhere.
        called.removeIf(
                one -> classes.containsKey(one.owner()) && !declares(one.owner(), one.name(), one.descriptor()));
        return called;
    }

    /** Where a call may end up: in the class that it names, above it, or below. */
    private List<Method> targets(String owner, String name, String descriptor) {
        List<Method> targets = new ArrayList<>();
        String above = owner;
        while (classes.containsKey(above) && !declares(above, name, descriptor)) {
            above = classes.get(above).superName;
        }
        targets.add(new Method(above, name, descriptor)); // maybe one that is inherited from the JDK
        for (String below : name.startsWith("<") ? Set.<String>of() : subtypes.getOrDefault(owner, Set.of())) {
            if (declares(below, name, descriptor)) {
                targets.add(new Method(below, name, descriptor));
            }
        }
        return targets;
    }

    private boolean declares(String owner, String name, String descriptor) {
        return methods.containsKey(new Method(owner, name, descriptor));
    }
}
