package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bridge in real JVMs, with an agent made here. */
class BridgeTest {

    private static final Path INSTALLED_JVMS = Path.of("/usr/lib/jvm");

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "on JDK {0}")
    @ValueSource(ints = {17, 25})
    void shouldReachTheAgentFromALoaderThatSeesOnlyTheJdk(int version) throws Exception {
        Path home = javaHomes().get(version);
        assumeTrue(home != null, "no JDK " + version + " found");

        List<String> facts = run(home);

        assertThat(facts)
                .containsExactly(
                        "after premain: ASM loaded 0, Byte Buddy loaded 0",
                        "second: another Pollwatch agent is in this JVM already; give -javaagent for one of them only",
                        "enter: 7",
                        "leave: true null",
                        "result: 30 after 4",
                        "enter: 7",
                        "leave: true null",
                        "retransformed: 5 after 10",
                        "woven: 2");
    }

    private List<String> run(Path home) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        home.resolve("bin/java").toString(),
                        "-javaagent:" + agentJar(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AgentProbe.class.getName())
                .redirectErrorStream(true)
                .start();
        List<String> lines =
                new String(process.getInputStream().readAllBytes()).lines().toList();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return lines;
    }

    /** Nothing but a manifest: the agent's classes are on the class path. */
    private Path agentJar() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", AgentProbe.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        Path jar = folder.resolve("probe.jar");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return jar;
    }

    /** One JDK of each version: this JVM's own and those that lie where Linux keeps them. */
    private static Map<Integer, Path> javaHomes() throws IOException {
        List<Path> homes = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"))));
        if (Files.isDirectory(INSTALLED_JVMS)) {
            try (Stream<Path> installed = Files.list(INSTALLED_JVMS)) {
                installed
                        .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                        .forEach(homes::add);
            }
        }
        Map<Integer, Path> byVersion = new TreeMap<>();
        for (Path home : homes) {
            Path release = home.resolve("release");
            if (Files.isReadable(release)) {
                Properties properties = new Properties();
                properties.load(Files.newBufferedReader(release));
                String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
                byVersion.putIfAbsent(Integer.parseInt(version.split("[.-]")[0]), home);
            }
        }
        return byVersion;
    }
}
