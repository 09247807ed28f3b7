package dev.pollwatch.entry;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.security.AllPermission;
import java.security.CodeSource;
import java.security.Permissions;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Loads the agent and its libraries from under {@code inst/} in the agent's jar. Its parent is the platform loader, so it sees nothing of
 * the host, and since the classes do not lie at the jar's root the host sees nothing of them.
 */
final class InstClassLoader extends ClassLoader {

    private static final String ROOT = "inst/";

    static {
        registerAsParallelCapable();
    }

    private final ZipFile jar;
    private final String urlOfRoot;
    private final ProtectionDomain domain;

    InstClassLoader(File jarFile) throws IOException, ReflectiveOperationException {
        super(platformLoader());
        // A plain zip file: no manifest, signature or multi-release look-ups for a thousand classes.
        jar = new ZipFile(jarFile);
        urlOfRoot = "jar:" + jarFile.toURI().toURL() + "!/" + ROOT;
        // A security manager's policy that trusts the agent's jar names its entry classes only; all the rest stands
        // here.
        Permissions all = new Permissions();
        all.add(new AllPermission());
        domain = new ProtectionDomain(new CodeSource(jarFile.toURI().toURL(), (Certificate[]) null), all);
    }

    /** By reflection, since these classes are compiled for a Java that had none yet. */
    private static ClassLoader platformLoader() throws ReflectiveOperationException {
        return (ClassLoader)
                ClassLoader.class.getMethod("getPlatformClassLoader").invoke(null);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        ZipEntry entry = jar.getEntry(ROOT + name.replace('.', '/') + ".class");
        if (entry == null) {
            throw new ClassNotFoundException(name);
        }
        try {
            byte[] bytes = read(entry);
            return defineClass(name, bytes, 0, bytes.length, domain);
        } catch (IOException unreadable) {
            throw new ClassNotFoundException(name, unreadable);
        }
    }

    private byte[] read(ZipEntry entry) throws IOException {
        byte[] bytes = new byte[(int) entry.getSize()];
        try (InputStream in = jar.getInputStream(entry)) {
            int filled = 0;
            while (filled < bytes.length) {
                int count = in.read(bytes, filled, bytes.length - filled);
                if (count < 0) {
                    throw new IOException(entry.getName() + " ends early");
                }
                filled += count;
            }
        }
        return bytes;
    }

    /** The agent's own from the jar at once: by way of a URL the first one costs the host's start some milliseconds. */
    @Override
    public InputStream getResourceAsStream(String name) {
        ZipEntry entry = name.startsWith("dev/pollwatch/") ? jar.getEntry(ROOT + name) : null;
        if (entry == null) {
            return super.getResourceAsStream(name);
        }
        try {
            return jar.getInputStream(entry);
        } catch (IOException unreadable) {
            return null;
        }
    }

    @Override
    protected URL findResource(String name) {
        try {
            return jar.getEntry(ROOT + name) == null ? null : new URL(urlOfRoot + name);
        } catch (MalformedURLException badName) {
            return null;
        }
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        URL resource = findResource(name);
        return resource == null
                ? Collections.<URL>emptyEnumeration()
                : Collections.enumeration(Collections.singleton(resource));
    }
}
