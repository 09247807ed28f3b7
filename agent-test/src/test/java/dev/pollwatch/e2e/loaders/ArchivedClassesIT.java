package dev.pollwatch.e2e.loaders;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Finished;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.TestPaths;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.hosts.LoopHost;
import dev.pollwatch.hosts.Order;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/** Classes that come out of the JVM's own archive, and JVMs that verify nothing. */
class ArchivedClassesIT {

    private static final String CLASS = "dev.pollwatch.hosts.PollLoops";
    private static final int FIRST_JDK_WITH_AOT_CACHE = 25;

    @TempDir
    private Path folder;

    @ForEachJdk
    void shouldWatchALoopWhoseClassIsInAClassDataArchive(Jdk jdk) {
        Path archive = folder.resolve("host.jsa");
        String use = "-XX:SharedArchiveFile=" + archive;
        ended(host(jdk, "-XX:ArchiveClassesAtExit=" + archive));
        assertThat(ended(host(jdk, use, "-Xlog:class+load")).out())
                .as("the archive is used")
                .anyMatch(line -> line.contains(CLASS + " source: shared objects file"));
        assertWatched(jdk, use);
    }

    /** Older JDKs have no such cache, and refuse its options. */
    @ForEachJdk
    void shouldWatchALoopWhoseClassIsInAnAheadOfTimeCache(Jdk jdk) {
        if (jdk.feature() < FIRST_JDK_WITH_AOT_CACHE) {
            try (HostProcess process = host(jdk, "-XX:AOTCacheOutput=none.aot").start(LoopHost.class)) {
                assertThat(process.awaitEnd().err()).anyMatch(line -> line.contains("Unrecognized VM option"));
            }
            return;
        }
        Path without = folder.resolve("without-agent.aot");
        ended(host(jdk, "-XX:AOTCacheOutput=" + without));
        assertThat(without).exists();
        assertWatched(jdk, "-XX:AOTCache=" + without);

        // Used as it is, and so the JVM has loaded the loops before it asks any agent.
        Path early = folder.resolve("early.aot");
        ended(host(jdk, "--add-modules", "java.instrument", "-XX:AOTCacheOutput=" + early));
        assertThat(early).exists();
        assertWatched(jdk, "-XX:AOTCache=" + early);

        Path with = folder.resolve("with-agent.aot");
        ended(host(jdk, "-XX:AOTCacheOutput=" + with).agent("http=0,loop=" + WatchedHost.loop("busy")));
        assertThat(with).exists();
        assertWatched(jdk, "-XX:AOTCache=" + with);
    }

    @ForEachJdk
    void shouldWatchALoopWhereNothingIsVerified(Jdk jdk) {
        assertWatched(jdk, "-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote", "-Xshare:off");
    }

    private static void assertWatched(Jdk jdk, String... jvmArgs) {
        try (WatchedHost host = WatchedHost.start(host(jdk, jvmArgs), "")) {
            host.run("busy", Order.GO).await("ALIVE").order(Order.STALL).await("DEAD");
        }
    }

    /** A host that has loaded its loops and ends. */
    private static Finished ended(Host host) {
        try (HostProcess process = host.start(LoopHost.class)) {
            process.awaitReady();
            process.command("run rx busy go rx");
            process.endInput();
            return process.awaitEnd();
        }
    }

    /** An archive wants a class path of jars. */
    private static Host host(Jdk jdk, String... jvmArgs) {
        return Host.on(jdk).onlyClassPath(List.of(TestPaths.hostsJar())).jvm(jvmArgs);
    }
}
