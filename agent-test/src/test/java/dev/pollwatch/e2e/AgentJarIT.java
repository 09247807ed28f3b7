package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.TestPaths;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the packaged jar holds. */
class AgentJarIT {

    private static final int JAVA_8 = 52;
    private static final int JAVA_17 = 61;
    private static final String LICENSES = "inst/META-INF/licenses/";

    /** What a file with a library's licence has in its name, by the packages that the library brings. */
    private static final Map<String, String> LIBRARIES = Map.ofEntries(
            Map.entry("inst/dev/pollwatch/lib/bytebuddy/", "byte-buddy"),
            Map.entry("inst/org/objectweb/asm/", "asm"),
            Map.entry("inst/io/micrometer/", "micrometer"),
            Map.entry("inst/dev/pollwatch/lib/prometheus/", "prometheus"),
            Map.entry("inst/org/slf4j/", "slf4j"),
            Map.entry("inst/ch/qos/logback/", "logback"),
            Map.entry("inst/org/snakeyaml/", "snakeyaml"),
            Map.entry("inst/org/apache/hc/", "httpc"),
            Map.entry("inst/com/fasterxml/jackson/", "jackson"),
            Map.entry("inst/org/jspecify/", "jspecify"),
            Map.entry("inst/org/LatencyUtils/", "latencyutils"),
            Map.entry("inst/org/HdrHistogram/", "hdrhistogram"),
            Map.entry("inst/picocli/", "picocli"));

    private static JarFile jar;

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(TestPaths.agentJar().toFile());
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    @Test
    void shouldHoldNothingAtItsRootButTheEntryClasses() {
        assertThat(names())
                .filteredOn(name -> !name.startsWith("inst/") && !name.endsWith("/"))
                .allMatch(name ->
                        name.equals("META-INF/MANIFEST.MF") || name.matches("dev/pollwatch/entry/[\\w$]+\\.class"));
    }

    @Test
    void shouldHoldEntryClassesThatAJava8JvmCanLoad() throws IOException {
        for (String name : names()) {
            if (name.endsWith(".class") && !name.startsWith("inst/")) {
                assertThat(majorVersion(name)).as(name).isEqualTo(JAVA_8);
            }
        }
    }

    @Test
    void shouldHoldNoClassThatAJava17JvmCannotLoad() throws IOException {
        for (String name : names()) {
            if (name.endsWith(".class")) {
                assertThat(majorVersion(name)).as(name).isLessThanOrEqualTo(JAVA_17);
            }
        }
    }

    @Test
    void shouldHoldALicenceForEachBundledLibrary() {
        List<String> licenses =
                names().stream().filter(name -> name.startsWith(LICENSES)).toList();
        TreeSet<String> unknown = new TreeSet<>();
        for (String name : names()) {
            if (name.endsWith(".class") && name.startsWith("inst/") && !isOurs(name)) {
                LIBRARIES.keySet().stream()
                        .filter(name::startsWith)
                        .findFirst()
                        .map(LIBRARIES::get)
                        .ifPresentOrElse(
                                library -> assertThat(licenses)
                                        .as("a licence for " + name)
                                        .anyMatch(
                                                license -> license.toLowerCase().contains(library)),
                                () -> unknown.add(name.substring(0, name.lastIndexOf('/'))));
            }
        }
        assertThat(unknown)
                .as("packages of libraries that this test does not know")
                .isEmpty();
    }

    @Test
    void shouldSayInItsManifestWhatItIs() throws IOException {
        Attributes manifest = jar.getManifest().getMainAttributes();

        assertThat(manifest.getValue("Premain-Class")).isEqualTo("dev.pollwatch.entry.PollwatchAgent");
        assertThat(manifest.getValue("Agent-Class")).isEqualTo("dev.pollwatch.entry.PollwatchAgent");
        assertThat(manifest.getValue("Can-Retransform-Classes")).isEqualTo("true");
        assertThat(manifest.getValue("Can-Redefine-Classes")).isEqualTo("true");
        assertThat(manifest.getValue("Implementation-Version")).isEqualTo(TestPaths.version());
        assertThat(names())
                .contains(
                        manifest.getValue("Premain-Class").replace('.', '/') + ".class",
                        manifest.getValue("Main-Class").replace('.', '/') + ".class");
        assertThat(manifest.values()).noneMatch(value -> value.toString().contains("${"));
    }

    @Test
    void shouldHoldNoEntryTwiceAndNotAnEarlierBuildOfItself() {
        assertThat(names()).doesNotHaveDuplicates().noneMatch(name -> name.startsWith("inst/inst/"));
    }

    private static boolean isOurs(String name) {
        return name.startsWith("inst/dev/pollwatch/") && !name.startsWith("inst/dev/pollwatch/lib/");
    }

    private static List<String> names() {
        return jar.stream().map(JarEntry::getName).toList();
    }

    private static int majorVersion(String name) throws IOException {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(jar.getEntry(name)))) {
            in.readInt();
            in.readUnsignedShort();
            return in.readUnsignedShort();
        }
    }
}
