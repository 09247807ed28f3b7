package dev.pollwatch.hosts.loaders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * No container, but class loaders as they come: a guest named {@code parallel…} gets a plain one of URLs, any other the {@link OddLoader} of
 * the kind that its name begins with. Asked, it does what {@link OddClasses} can do.
 */
final class OddLoaders implements Place {

    private static final String PACKAGE = "dev.pollwatch.guests.";

    private final GuestFiles files;
    private final OddClasses classes = new OddClasses();

    OddLoaders(GuestFiles files) {
        this.files = files;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Stay admit(String id, String thread) throws Exception {
        Class<?> type = Class.forName(GuestFiles.GUEST, true, loader(id));
        Object guest = type.getConstructor().newInstance();
        type.getMethod("start", String.class).invoke(guest, thread);
        return new Stay(type.getClassLoader(), (Consumer<String>) guest);
    }

    @Override
    public void dismiss(String id) {
        // Nobody but the host knew it.
    }

    @Override
    public String ask(String id, String query) throws Exception {
        return switch (query) {
            case "crowd" -> classes.inACrowdOfLoaders(this::loader);
            case "versions" -> classes.ofOldVersions();
            case "unlike" -> classes.unlikeButOfOneName();
            case "generated" -> classes.generated();
            default -> throw new IllegalArgumentException(query);
        };
    }

    private ClassLoader loader(String id) {
        try {
            String kind = id.replaceAll("-.*", "").toUpperCase(Locale.ROOT);
            if (kind.equals("PARALLEL")) {
                URL jar = files.jar(id).toUri().toURL();
                return new URLClassLoader(new URL[] {jar}, ClassLoader.getPlatformClassLoader());
            }
            return new OddLoader(OddLoader.Kind.valueOf(kind), guestFiles());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, byte[]> guestFiles() {
        Map<String, byte[]> classFiles = new HashMap<>();
        for (String simpleName : new String[] {"Guest", "GuestException", "Mailbox", "Straggler"}) {
            classFiles.put(PACKAGE + simpleName, GuestFiles.classFile(simpleName));
        }
        return classFiles;
    }
}
