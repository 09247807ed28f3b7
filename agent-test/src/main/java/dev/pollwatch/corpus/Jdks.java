package dev.pollwatch.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The JDKs of this machine: the one that runs this, those of {@code JAVA_HOME…} in the environment, and those in {@code /usr/lib/jvm}. */
public final class Jdks {

    private Jdks() {}

    /**
     * Finds them.
     *
     * @param program what each must have, such as {@code jcmd}, which a mere runtime has not
     * @return where they are, by feature version; of several of one version the first
     * @throws IOException when they cannot be looked at
     */
    public static Map<Integer, Path> with(String program) throws IOException {
        Map<Integer, Path> found = new TreeMap<>();
        for (Path home : candidates()) {
            if (Files.isExecutable(home.resolve("bin").resolve(program))) {
                featureOf(home).ifPresent(feature -> found.putIfAbsent(feature, home));
            }
        }
        return found;
    }

    private static List<Path> candidates() throws IOException {
        List<Path> candidates = new ArrayList<>();
        candidates.add(Path.of(System.getProperty("java.home")));
        System.getenv().forEach((name, value) -> {
            if (name.startsWith("JAVA_HOME") && !value.isEmpty()) {
                candidates.add(Path.of(value));
            }
        });
        Path installed = Path.of("/usr/lib/jvm");
        if (Files.isDirectory(installed)) {
            try (Stream<Path> homes = Files.list(installed)) {
                homes.sorted().forEach(candidates::add);
            }
        }
        return candidates;
    }

    private static Optional<Integer> featureOf(Path home) throws IOException {
        Path release = home.resolve("release");
        if (!Files.isReadable(release)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(release)) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("[^0-9]*([0-9]+).*", "$1"))
                    .map(Integer::valueOf)
                    .findFirst();
        }
    }
}
