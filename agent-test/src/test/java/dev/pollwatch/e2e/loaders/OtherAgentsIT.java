package dev.pollwatch.e2e.loaders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.GuestsHost;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.TestPaths;
import dev.pollwatch.hosts.loaders.OtherAgent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Agents beside ours that change the same classes: JaCoCo, which adds members, and one of each way to be asked. */
class OtherAgentsIT {

    @TempDir
    private static Path folder;

    private static Path otherAgent;

    /** The agent's classes come from the host's class path. */
    @BeforeAll
    static void buildTheOtherAgent() throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Premain-Class", OtherAgent.class.getName());
        attributes.putValue("Can-Retransform-Classes", "true");
        otherAgent = folder.resolve("other-agent.jar");
        new JarOutputStream(Files.newOutputStream(otherAgent), manifest).close();
    }

    @ForEachJdk
    void shouldWatchLoopsThatAgentsBeforeOursChange(Jdk jdk) throws IOException {
        Path covered = folder.resolve("before-" + jdk.feature() + ".exec");
        assertAllWork(
                Host.on(jdk).jvm(jaCoCo(covered), other(true), other(false)).agent(GuestsHost.OPTIONS), covered);
    }

    @ForEachJdk
    void shouldWatchLoopsThatAgentsBehindOursChange(Jdk jdk) throws IOException {
        Path covered = folder.resolve("behind-" + jdk.feature() + ".exec");
        assertAllWork(Host.on(jdk).agent(GuestsHost.OPTIONS).jvm(jaCoCo(covered), other(true), other(false)), covered);
    }

    private static void assertAllWork(Host agents, Path covered) throws IOException {
        try (GuestsHost host = GuestsHost.start(agents, "odd", "byte-buddy")) {
            host.admit("parallel-1").admit("plain-2");
            host.awaitAllThatALoopDoes("parallel-1", "plain-2");
            assertThat(host.process().out())
                    .filteredOn("entered, says the other agent"::equals)
                    .hasSize(4);

            host.process().endInput();
            host.process().awaitEnd();
        }
        assertThat(Files.readString(covered, StandardCharsets.ISO_8859_1)).contains("dev/pollwatch/guests/Guest");
    }

    private static String jaCoCo(Path covered) {
        return "-javaagent:" + TestPaths.loaderLibraries("jacoco").get(0) + "=destfile=" + covered
                + ",includes=dev.pollwatch.guests.*";
    }

    private static String other(boolean retransform) {
        return "-javaagent:" + otherAgent + "=" + retransform;
    }
}
