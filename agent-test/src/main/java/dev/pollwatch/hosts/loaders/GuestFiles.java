package dev.pollwatch.hosts.loaders;

import dev.pollwatch.guests.Guest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The guest's class files, packed up as a container wants them. */
final class GuestFiles {

    static final String GUEST = "dev.pollwatch.guests.Guest";

    private static final String[] PLAIN = {"Guest", "GuestException", "Mailbox"};

    private final Path folder;

    GuestFiles(Path folder) {
        this.folder = folder;
    }

    /** A folder that nobody else has. */
    Path newFolder(String name) throws IOException {
        return Files.createTempDirectory(folder, name);
    }

    /** A jar of the plain classes. */
    Path jar(String name) throws IOException {
        return pack(name, new Manifest(), "", "", PLAIN);
    }

    /** A bundle that imports nothing but the framework's own package, for its activator. */
    Path bundle(String name, String thread) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", name);
        attributes.putValue("Bundle-Version", "1.0.0");
        attributes.putValue("Bundle-Activator", "dev.pollwatch.guests.GuestActivator");
        attributes.putValue("Import-Package", "org.osgi.framework");
        attributes.putValue("Guest-Thread", thread);
        return pack(name, manifest, "", "", "Guest", "GuestException", "Mailbox", "GuestActivator");
    }

    /** A web application. */
    Path war(String name, String thread) throws IOException {
        String descriptor = """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0" metadata-complete="true">
                  <context-param>
                    <param-name>thread</param-name>
                    <param-value>%s</param-value>
                  </context-param>
                  <listener>
                    <listener-class>dev.pollwatch.guests.GuestListener</listener-class>
                  </listener>
                  <servlet>
                    <servlet-name>guest</servlet-name>
                    <servlet-class>dev.pollwatch.guests.GuestServlet</servlet-class>
                  </servlet>
                  <servlet-mapping>
                    <servlet-name>guest</servlet-name>
                    <url-pattern>/guest</url-pattern>
                  </servlet-mapping>
                </web-app>
                """.formatted(thread);
        return pack(
                name,
                new Manifest(),
                "WEB-INF/classes/",
                descriptor,
                "Guest",
                "GuestException",
                "Mailbox",
                "GuestListener",
                "GuestServlet");
    }

    /** One class file as the build made it. */
    static byte[] classFile(String simpleName) {
        try (InputStream in = Guest.class.getResourceAsStream(simpleName + ".class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path pack(String name, Manifest manifest, String prefix, String descriptor, String... classes)
            throws IOException {
        Path file = folder.resolve(name + (descriptor.isEmpty() ? ".jar" : ".war"));
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            for (String simpleName : classes) {
                String path = Guest.class.getPackageName().replace('.', '/') + "/" + simpleName + ".class";
                put(jar, prefix + path, classFile(simpleName));
            }
            if (!descriptor.isEmpty()) {
                put(jar, "WEB-INF/web.xml", descriptor.getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }

    private static void put(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }
}
