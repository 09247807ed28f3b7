package dev.pollwatch.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.objectweb.asm.ClassReader;

/** The classes of one jar: the plain ones, not those that a multi-release jar has for newer JDKs, nor module descriptors. */
final class ClassJar implements AutoCloseable {

    private static final String SUFFIX = ".class";

    private final JarFile jar;
    private final Map<String, JarEntry> entries = new TreeMap<>();

    /**
     * Opens a jar.
     *
     * @param file where it is
     * @throws IOException where it cannot be read
     */
    ClassJar(Path file) throws IOException {
        jar = new JarFile(file.toFile(), false);
        for (Enumeration<JarEntry> all = jar.entries(); all.hasMoreElements(); ) {
            JarEntry entry = all.nextElement();
            String name = entry.getName();
            if (name.endsWith(SUFFIX) && !name.startsWith("META-INF/") && !name.endsWith("module-info.class")) {
                String withoutSuffix = name.substring(0, name.length() - SUFFIX.length());
                entries.put(withoutSuffix.replace('/', '.'), entry);
            }
        }
    }

    /** The names of its classes, as {@code Class.forName} wants them, in alphabetical order. */
    Set<String> names() {
        return Collections.unmodifiableSet(entries.keySet());
    }

    /**
     * Calls each class by the name that its file gives it, which is another than its place in the jar where a program brings a
     * loader of its own: Jython's {@code Lib/zlib$py.class} is {@code zlib$py}. Reads all of the jar.
     */
    void nameByContent() {
        for (String name : List.copyOf(entries.keySet())) {
            String own = new ClassReader(bytes(name)).getClassName().replace('/', '.');
            if (!own.equals(name)) {
                entries.putIfAbsent(own, entries.remove(name));
            }
        }
    }

    /** The class file of that name, or {@code null}. */
    byte[] bytes(String className) {
        JarEntry entry = entries.get(className);
        if (entry == null) {
            return null;
        }
        try (var in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        jar.close();
    }
}
