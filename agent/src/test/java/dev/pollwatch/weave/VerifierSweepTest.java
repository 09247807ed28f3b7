package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.keepalive.LoopPolicy;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Weaves the methods of the libraries on the class path that have a loop as poll loops and as progress methods, some of them and some that have
 * none as sleep points and the other kinds too, and has the JVM verify what comes out. A VerifyError in a host could be caught by nobody.
 */
class VerifierSweepTest {

    private static final long SEED = 20261123;
    private static final List<RuleKind> OTHERS = List.of(RuleKind.SLEEP, RuleKind.CALL, RuleKind.END, RuleKind.EACH);

    private final Random random = new Random(SEED);
    private final List<String> broken = new ArrayList<>();
    private int classes;
    private int linked;
    private int loops;
    private int leftAlone;

    @Test
    void shouldWeaveNothingThatTheVerifierRefuses() throws IOException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (entry.endsWith(".jar")) {
                sweep(new File(entry));
            }
        }

        System.out.printf(
                "Verifier sweep: %d classes woven, %d of them linked, %d loop methods, %d methods left alone%n",
                classes, linked, loops, leftAlone);
        assertThat(broken).isEmpty();
        assertThat(loops).isGreaterThan(3000);
        assertThat(linked).isGreaterThan(classes * 8 / 10);
    }

    private void sweep(File file) throws IOException {
        Map<String, byte[]> original = new LinkedHashMap<>();
        Map<String, byte[]> woven = new LinkedHashMap<>();
        try (JarFile jar = new JarFile(file)) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                String name = entry.getName();
                if (name.endsWith(".class") && !name.startsWith("META-INF/") && !name.contains("-info.")) {
                    byte[] bytes = jar.getInputStream(entry).readAllBytes();
                    String className = name.substring(0, name.length() - ".class".length());
                    original.put(className.replace('/', '.'), bytes);
                    byte[] result = weave(className, bytes);
                    if (result != null) {
                        woven.put(className.replace('/', '.'), result);
                    }
                }
            }
        }
        classes += woven.size();
        Loader wovenLoader = new Loader(original, woven);
        Loader originalLoader = new Loader(original, Map.of());
        for (String name : woven.keySet()) {
            Throwable failure = link(wovenLoader, name);
            if (failure == null) {
                linked++;
            } else if (link(originalLoader, name) == null) {
                broken.add(name + ": " + failure);
            }
        }
    }

    private byte[] weave(String className, byte[] bytes) {
        Set<Rule> rules = new LinkedHashSet<>();
        ClassVisitor reader = new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String desc, String signature, String[] thrown) {
                if (random.nextInt(4) != 0) {
                    rules.add(rule(RuleKind.LOOP, className, name, desc));
                }
                for (RuleKind other : OTHERS) {
                    if (random.nextInt(10) == 0) {
                        rules.add(rule(other, className, name, desc));
                    }
                }
                if (random.nextInt(2) == 0) {
                    rules.add(rule(RuleKind.PROGRESS, className, name, desc));
                }
                return null;
            }
        };
        new ClassReader(bytes).accept(reader, ClassReader.SKIP_CODE);
        WovenClass result = new ClassWeaver((name, policy) -> random.nextInt(), TestHooks.INTERNAL_NAME)
                .weave(className, bytes, VerifierSweepTest.class.getClassLoader(), List.copyOf(rules), List.of());
        loops += result.loopNames().size();
        leftAlone += (int) result.outcomes().stream()
                .filter(outcome ->
                        outcome.leftAlone() != null && !outcome.leftAlone().startsWith(MethodPlan.NO_LOOP))
                .filter(outcome -> !outcome.leftAlone().startsWith("is "))
                .filter(outcome -> !outcome.leftAlone().equals(EndWeaver.NEVER_RETURNS))
                .peek(outcome -> System.out.println("Left alone: " + outcome.method() + " " + outcome.leftAlone()))
                .count();
        return result.bytes();
    }

    private static Rule rule(RuleKind kind, String className, String method, String descriptor) {
        String name = className.replace('/', '.');
        return new Rule(
                kind,
                name + "#" + method + descriptor,
                "sweep",
                new ClassPattern.Exact(name),
                new MethodPattern(method, descriptor),
                LoopPolicy.DEFAULT);
    }

    /** HotSpot links, and so verifies, a class before it tells its methods; it does not initialize it. */
    private static Throwable link(ClassLoader loader, String name) {
        try {
            Arrays.hashCode(Class.forName(name, false, loader).getDeclaredMethods());
            return null;
        } catch (VerifyError | ClassFormatError | IncompatibleClassChangeError refused) {
            return refused;
        } catch (ClassNotFoundException | LinkageError somethingElseIsMissing) {
            return somethingElseIsMissing;
        }
    }

    private static final class Loader extends ClassLoader {

        private final Map<String, byte[]> original;
        private final Map<String, byte[]> woven;

        Loader(Map<String, byte[]> original, Map<String, byte[]> woven) {
            super(VerifierSweepTest.class.getClassLoader());
            this.original = original;
            this.woven = woven;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                if (!original.containsKey(name) || findLoadedClass(name) != null) {
                    return super.loadClass(name, resolve);
                }
                byte[] bytes = woven.getOrDefault(name, original.get(name));
                return defineClass(name, bytes, 0, bytes.length);
            }
        }
    }
}
