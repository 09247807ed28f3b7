package dev.pollwatch.corpus;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * A second agent, which sees each class of the corpus as Pollwatch wrote it, since it stands behind it on the command line, and
 * notes what was done to its methods. It changes nothing.
 */
public final class Probe implements ClassFileTransformer {

    /** The class whose fields woven code reads. */
    private static final String BRIDGE = "java/lang/$Pollwatch";

    private static final ConcurrentLinkedQueue<SeenMethod> SEEN = new ConcurrentLinkedQueue<>();
    private static final ConcurrentLinkedQueue<String> FAILURES = new ConcurrentLinkedQueue<>();

    private static Instrumentation jvm;

    private Probe() {}

    /**
     * Called by the JVM.
     *
     * @param arguments none
     * @param instrumentation takes the probe later
     */
    public static void premain(String arguments, Instrumentation instrumentation) {
        jvm = instrumentation;
    }

    /**
     * Begins to look, where this JVM was started with the probe. It looks at itself first: a transformer is called on all threads
     * that load classes, and one that itself loads any on the way may come to a deadlock with another agent's.
     *
     * @param own a class file to try it on
     */
    static void begin(byte[] own) {
        if (jvm != null) {
            look(Probe.class.getName(), own, own);
            new Probe().transform(new CorpusLoader(null, List.of()), null, null, null, own);
            takeSeen();
            takeFailures();
            jvm.addTransformer(new Probe(), true);
        }
    }

    /** The methods noted since the last call: those with a loop, those with hooks, and those that became huge. */
    static Iterable<SeenMethod> takeSeen() {
        return drain(SEEN);
    }

    /** What could not be read since the last call. */
    static Iterable<String> takeFailures() {
        return drain(FAILURES);
    }

    private static <T> Iterable<T> drain(ConcurrentLinkedQueue<T> queue) {
        List<T> all = new ArrayList<>();
        for (T next = queue.poll(); next != null; next = queue.poll()) {
            all.add(next);
        }
        return all;
    }

    @Override
    public byte[] transform(
            ClassLoader loader, String internalName, Class<?> redefined, ProtectionDomain domain, byte[] written) {
        if (loader instanceof CorpusLoader corpus && internalName != null) {
            String name = internalName.replace('/', '.');
            try {
                byte[] original = corpus.original(name);
                if (original != null) {
                    look(name, original, written);
                }
            } catch (RuntimeException | LinkageError failure) {
                FAILURES.add(name + ": the probe failed: " + failure);
            }
        }
        return null;
    }

    private static void look(String className, byte[] original, byte[] written) {
        Set<String> loops = LoopOracle.methodsWithLoops(original);
        Map<String, Set<String>> hooks = hooks(written);
        Map<String, Integer> lengths = new HashMap<>();
        WrittenMethods.in(written).forEach(method -> lengths.put(method.signature(), method.codeLength()));
        for (WrittenMethod before : WrittenMethods.in(original)) {
            String signature = before.signature();
            SeenMethod seen = new SeenMethod(
                    className,
                    signature,
                    before.codeLength(),
                    lengths.getOrDefault(signature, 0),
                    loops.contains(signature),
                    hooks.getOrDefault(signature, Set.of()));
            if (seen.hasLoop() || !seen.hooks().isEmpty() || seen.becameHuge()) {
                SEEN.add(seen);
            }
        }
    }

    /** By method, the fields of the bridge that it reads. */
    private static Map<String, Set<String>> hooks(byte[] classFile) {
        Map<String, Set<String>> found = new HashMap<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] thrown) {
                                return new MethodVisitor(Opcodes.ASM9) {
                                    @Override
                                    public void visitFieldInsn(int opcode, String owner, String field, String type) {
                                        if (owner.equals(BRIDGE)) {
                                            found.computeIfAbsent(name + descriptor, key -> new TreeSet<>())
                                                    .add(field);
                                        }
                                    }
                                };
                            }
                        },
                        ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return found;
    }
}
