package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Finished;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.TestPaths;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.e2e.harness.WatchedRow;
import dev.pollwatch.hosts.LibrariesHost;
import dev.pollwatch.hosts.Order;
import dev.pollwatch.hosts.PlainHost;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A host that brings what the agent brings, only older, and settings that are meant for its own. */
class HostLibrariesIT {

    private static final String[] BOGUS_SETTINGS = {
        "-Dlogback.configurationFile=bogus.xml",
        "-Dlogback.statusListenerClass=bogus.Listener",
        "-Dslf4j.provider=bogus.Provider",
        "-Dslf4j.internal.verbosity=DEBUG",
        "-Dio.prometheus.metrics.histogramClassicOnly=bogus",
        "-Dio.prometheus.metrics.histogram_classic_only=bogus",
        "-Dio.prometheus.metrics.foo=bad",
        "-Dio.prometheus.exporter.includeCreatedTimestamps=bogus",
        "-Dio.prometheus.exporter.include_created_timestamps=bogus",
        "-Dio.prometheus.exemplars.sampleIntervalSeconds=bogus",
        "-Dio.prometheus.exemplars.sample_interval_seconds=bogus",
        "-Dprometheus.config=/does/not/exist.properties",
        "-Dnet.bytebuddy.experimental=bogus",
        "-Djava.net.useSystemProxies=true",
    };

    @ForEachJdk
    void shouldLeaveTheHostItsOwnOlderLibraries(Jdk jdk) {
        Finished without = librariesHost(jdk).run(LibrariesHost.class);
        Finished with = librariesHost(jdk)
                .agent("http=0,loop=" + LibrariesHost.class.getName() + "#poll")
                .run(LibrariesHost.class);

        assertThat(without.out())
                .anyMatch(line -> line.startsWith("the host's own format: INFO [main] LibrariesHost SLF4J: 1.7."))
                .anyMatch(line -> line.contains("made: by the host's Byte Buddy"))
                .anyMatch(line -> line.equals("host_packets_total 100.0"));
        with.assertUnharmedAgainst(without);
        assertThat(with.agentLog()).isNotEmpty();
        assertThat(with.agentWarnings()).isEmpty();
    }

    @ForEachJdk
    void shouldNotBeReachedBySettingsThatAreMeantForTheHostsLibraries(Jdk jdk) {
        Finished without = bogus(jdk).run(PlainHost.class);
        Finished with = bogus(jdk)
                .agent("http=0,loop=" + PlainHost.class.getName() + "#poll")
                .run(PlainHost.class);

        with.assertUnharmedAgainst(without);
        assertThat(with.agentWarnings()).isEmpty();
    }

    @ForEachJdk
    void shouldShowAllViewsUnderSuchSettings(Jdk jdk) {
        try (WatchedHost host = WatchedHost.start(bogus(jdk), "")) {
            WatchedRow row = host.run("busy", Order.GO).awaitEverywhere("ALIVE");
            row.order(Order.STALL).awaitEverywhere("DEAD");
        }
    }

    private static Host bogus(Jdk jdk) {
        return Host.on(jdk)
                .jvm(BOGUS_SETTINGS)
                .environment("PROMETHEUS_CONFIG", "/does/not/exist.properties")
                .environment("IO_PROMETHEUS_METRICS_HISTOGRAM_CLASSIC_ONLY", "bogus")
                .environment("IO_PROMETHEUS_FOO", "bogus");
    }

    private static Host librariesHost(Jdk jdk) {
        List<Path> classPath = new ArrayList<>(TestPaths.hostLibraries());
        try {
            classPath.add(Path.of(
                    HostLibrariesIT.class.getResource("/libraries-host/").toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return Host.on(jdk).classPath(classPath);
    }
}
