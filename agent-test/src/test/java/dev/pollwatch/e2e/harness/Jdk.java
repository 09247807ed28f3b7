package dev.pollwatch.e2e.harness;

import dev.pollwatch.corpus.Jdks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A JDK to run host programs on.
 *
 * @param feature its feature version, such as 17
 * @param home where it is; {@code null} when none of that version was found
 */
public record Jdk(int feature, Path home) {

    /** The versions that the end-to-end tests are for. */
    public static final List<Integer> WANTED = List.of(17, 25);

    private static final List<Jdk> ALL = find();

    /**
     * One for each wanted version, the absent ones without a home.
     *
     * @return the JDKs
     */
    public static List<Jdk> all() {
        return ALL;
    }

    /**
     * One that is here, for tests that are the same on all.
     *
     * @return the oldest one found
     */
    public static Jdk any() {
        return ALL.stream().filter(Jdk::isPresent).findFirst().orElseThrow();
    }

    /**
     * Another one than this, if there is one on this machine.
     *
     * @return the other JDK, or this one
     */
    public Jdk other() {
        return ALL.stream()
                .filter(jdk -> jdk.isPresent() && jdk.feature != feature)
                .findFirst()
                .orElse(this);
    }

    /**
     * Whether it was found.
     *
     * @return {@code true} when it can be run
     */
    public boolean isPresent() {
        return home != null;
    }

    /**
     * One of its programs.
     *
     * @param name such as {@code java}
     * @return its path
     */
    public String tool(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    @Override
    public String toString() {
        return "JDK " + feature;
    }

    private static List<Jdk> find() {
        Map<Integer, Path> found;
        try {
            found = Jdks.with("jcmd");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Jdk> jdks = WANTED.stream()
                .map(feature -> new Jdk(feature, found.get(feature)))
                .toList();
        for (Jdk jdk : jdks) {
            System.out.println("End-to-end tests: " + jdk + (jdk.isPresent() ? " in " + jdk.home : " is not here"));
        }
        return jdks;
    }
}
