package dev.pollwatch.e2e.monitoring;

import dev.pollwatch.e2e.harness.TestPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The configuration of {@code examples/prometheus}, as it is and as a test can wait for it. */
final class PrometheusExample {

    static final Path FOLDER = TestPaths.example("prometheus");

    private static final Pattern FOR = Pattern.compile("(?m)^( +for:) \\S+$");
    private static final Pattern EVERY = Pattern.compile("(?m)^( +(?:scrape_|evaluation_)?interval:) \\S+$");
    private static final Pattern TARGET = Pattern.compile("127\\.0\\.0\\.1:9477");
    private static final Pattern ALERTMANAGERS = Pattern.compile("(?ms)^alerting:.*");

    private PrometheusExample() {}

    /**
     * A copy that scrapes and evaluates each second, whose alerts wait for two, and which sends alerts to nobody. Expressions
     * and texts are the example's own.
     *
     * @param address where the agent is
     * @return the copy's {@code prometheus.yml}
     */
    static Path inAHurry(String address) {
        Path copy = TestPaths.newFolder("prometheus-config");
        try {
            Files.createDirectory(copy.resolve("rules"));
            for (Path rules : rules()) {
                String text = replaced(EVERY, Files.readString(rules), "$1 1s");
                // Only alerts wait.
                boolean alerts = text.contains("- alert:");
                Files.writeString(
                        copy.resolve("rules").resolve(rules.getFileName()), alerts ? needed(FOR, text, "$1 2s") : text);
            }
            String config = needed(EVERY, Files.readString(FOLDER.resolve("prometheus.yml")), "$1 1s");
            config = needed(TARGET, config, URI.create(address).getAuthority());
            return Files.writeString(copy.resolve("prometheus.yml"), needed(ALERTMANAGERS, config, ""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Path> rules() {
        return yamlFiles("rules");
    }

    static List<Path> tests() {
        return yamlFiles("tests");
    }

    private static List<Path> yamlFiles(String folder) {
        try (Stream<Path> files = Files.list(FOLDER.resolve(folder))) {
            return files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String needed(Pattern pattern, String text, String replacement) {
        if (!pattern.matcher(text).find()) {
            throw new IllegalStateException("nothing matches " + pattern + " any more in: " + text);
        }
        return replaced(pattern, text, replacement);
    }

    private static String replaced(Pattern pattern, String text, String replacement) {
        Matcher matcher = pattern.matcher(text);
        return matcher.replaceAll(replacement);
    }
}
