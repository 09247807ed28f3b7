package dev.pollwatch.weave;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Class files as a loader shows them among its resources. No class is loaded to read one. */
final class ClassFiles {

    private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

    private ClassFiles() {}

    /** The class file, or {@code null} where the loader shows none: it may have made the class itself, or do as it likes. */
    static byte @Nullable [] read(String internalName, @Nullable ClassLoader loader) {
        byte[] file = loader == null || internalName.startsWith("java/") ? null : readFrom(loader, internalName);
        return file == null ? readFrom(PLATFORM, internalName) : file;
    }

    /** Whether the JDK has a class of that name, which the loader would take from there. */
    static boolean isOfTheJdk(String internalName) {
        return internalName.startsWith("java/") || PLATFORM.getResource(internalName + ".class") != null;
    }

    private static byte @Nullable [] readFrom(ClassLoader loader, String internalName) {
        try (InputStream in = loader.getResourceAsStream(internalName + ".class")) {
            return in == null ? null : in.readAllBytes();
        } catch (Throwable unreadable) {
            return null; // the host's loader may do as it likes, fail too; what it does not show is not there
        }
    }
}
