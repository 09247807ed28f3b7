package dev.pollwatch.e2e.loaders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Finished;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.TestPaths;
import dev.pollwatch.hosts.PlainHost;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Classes that come out of the JVM's own archive, and JVMs that verify nothing. */
class ArchivedClassesIT {

    private static final String CLASS = PlainHost.class.getName();
    private static final int PLAIN_EXIT_CODE = 7;
    private static final int FIRST_JDK_WITH_AOT_CACHE = 25;

    @TempDir
    private Path folder;

    @ForEachJdk
    void shouldWeaveALoopWhoseClassIsInAnArchive(Jdk jdk) {
        Path archive = folder.resolve("host.jsa");
        assertWovenFromTheArchive(jdk, "-XX:ArchiveClassesAtExit=" + archive, "-XX:SharedArchiveFile=" + archive);
        if (jdk.feature() >= FIRST_JDK_WITH_AOT_CACHE) {
            Path cache = folder.resolve("host.aot");
            assertWovenFromTheArchive(jdk, "-XX:AOTCacheOutput=" + cache, "-XX:AOTCache=" + cache);
        }
    }

    @ForEachJdk
    void shouldWeaveALoopWhereNothingIsVerified(Jdk jdk) {
        assertWoven(jdk, "-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote", "-Xshare:off");
    }

    private static void assertWovenFromTheArchive(Jdk jdk, String dump, String use) {
        host(jdk, dump).run(PlainHost.class);
        assertThat(host(jdk, use, "-Xlog:class+load").run(PlainHost.class).out())
                .as("the archive is used")
                .anyMatch(line -> line.contains(CLASS + " source: shared objects file"));
        assertWoven(jdk, use);
    }

    private static void assertWoven(Jdk jdk, String... jvmArgs) {
        Finished without = host(jdk, jvmArgs).run(PlainHost.class);
        Finished with = host(jdk, jvmArgs)
                .agent("http=0,log-level=debug,loop=" + CLASS + "#poll")
                .run(PlainHost.class);

        assertThat(without.exitCode()).isEqualTo(PLAIN_EXIT_CODE);
        assertThat(with.exitCode()).isEqualTo(PLAIN_EXIT_CODE);
        assertThat(ownLines(with)).isEqualTo(ownLines(without));
        assertThat(with.agentLog()).anyMatch(line -> line.contains("Woven: " + CLASS + "#poll (1 loops)"));
        assertThat(with.agentWarnings()).isEmpty();
    }

    /** Without what the JVM says there of archives that were made without any agent: {@code [0.013s][error][cds] …}. */
    private static List<String> ownLines(Finished program) {
        return program.out().stream().filter(line -> !line.startsWith("[")).toList();
    }

    /** An archive wants a class path of jars. */
    private static Host host(Jdk jdk, String... jvmArgs) {
        return Host.on(jdk).onlyClassPath(List.of(TestPaths.hostsJar())).jvm(jvmArgs);
    }
}
