package dev.pollwatch.corpus;

import java.util.List;

/**
 * Defines the classes of one jar, and takes what they need from the other jars of the corpus, and only what none of them has from
 * its parent, so that the corpus does not meet the libraries of the program that links it.
 */
final class CorpusLoader extends ClassLoader {

    private final ClassJar subject;
    private final List<ClassJar> others;

    CorpusLoader(ClassJar subject, List<ClassJar> others) {
        super("corpus", ClassLoader.getPlatformClassLoader());
        this.subject = subject;
        this.others = others;
    }

    /** The class file as the jar has it, or {@code null} where the class is not of the jar in question. */
    byte[] original(String className) {
        return subject.bytes(className);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] bytes = name.startsWith("java.") ? null : find(name);
            return bytes == null ? super.loadClass(name, resolve) : defineClass(name, bytes, 0, bytes.length);
        }
    }

    private byte[] find(String name) {
        byte[] bytes = subject.bytes(name);
        for (int other = 0; bytes == null && other < others.size(); other++) {
            bytes = others.get(other).bytes(name);
        }
        return bytes;
    }
}
