package dev.pollwatch.hosts.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Loads copies of {@link Copied00000} in loaders that are thrown away. */
final class Copies {

    private static final String NAME = Copied00000.class.getName();
    private static final int NUMBER = NAME.length() - 5;
    private static final int PER_LOADER = 500;

    private final byte[] original;

    Copies() {
        try (InputStream in = Copies.class.getResourceAsStream("Copied00000.class")) {
            original = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Loads and runs so many. */
    void load(int count) {
        Loader loader = new Loader();
        for (int i = 1; i <= count; i++) {
            if (i % PER_LOADER == 0) {
                loader = new Loader();
            }
            String name = NAME.substring(0, NUMBER) + String.format(Locale.ROOT, "%05d", i);
            try {
                ((Runnable) loader.define(name, named(name)).getConstructor().newInstance()).run();
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private byte[] named(String name) {
        byte[] from = NAME.substring(NUMBER - 6).getBytes(StandardCharsets.US_ASCII);
        byte[] to = name.substring(NUMBER - 6).getBytes(StandardCharsets.US_ASCII);
        byte[] copy = original.clone();
        for (int at = 0; at + from.length <= copy.length; at++) {
            boolean found = true;
            for (int i = 0; i < from.length && found; i++) {
                found = copy[at + i] == from[i];
            }
            if (found) {
                System.arraycopy(to, 0, copy, at, to.length);
            }
        }
        return copy;
    }

    private static final class Loader extends ClassLoader {

        Loader() {
            super(Copies.class.getClassLoader());
        }

        Class<?> define(String name, byte[] bytes) {
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
