package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Finished;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.PemPair;
import dev.pollwatch.e2e.harness.ProcTask;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.hosts.LoopHost;
import dev.pollwatch.hosts.OwnLogManager;
import dev.pollwatch.hosts.OwnServersHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;

/** What {@code premain} must not decide for the host. */
class PremainIT {

    /** What the JDK goes by to find the host's loggers. */
    private static final String[] LOGGERS = {"java.lang.System$LoggerFinder ", "java.util.logging.LogManager "};

    @TempDir
    private Path folder;

    @ForEachJdk
    void shouldLeaveTheHostTheChoiceOfItsMBeanServerAndItsLogManager(Jdk jdk) {
        Finished without = Host.on(jdk).run(OwnServersHost.class);
        Finished with = Host.on(jdk)
                .agent("http=0,loop=" + OwnServersHost.class.getName() + "#poll")
                .run(OwnServersHost.class);

        assertThat(without.out())
                .containsExactly(
                        "MBean servers built by the host's builder: 1", "LogManager: " + OwnLogManager.class.getName());
        with.assertUnharmedAgainst(without);
        assertThat(with.agentWarnings()).isEmpty();
    }

    @ForEachJdk
    void shouldNotTouchLoggersForTlsBeforeTheHostHasBegun(Jdk jdk) throws IOException {
        PemPair pair = PemPair.make(folder, PemPair.Kind.EC_PKCS8);
        Path loaded = folder.resolve(jdk + ".classes");
        String options = "http=0,loop=" + WatchedHost.loop("busy") + ",http-tls-cert=" + pair.certificate()
                + ",http-tls-key=" + pair.key();
        try (HostProcess host = Host.on(jdk)
                .jvm("-Xlog:class+load=info:file=" + loaded)
                .agent(options)
                .start(LoopHost.class)) {
            host.awaitReady();
            WatchedHost.eventually(
                    "the thread that waits",
                    () -> assertThat(ProcTask.names(host.pid())).contains("pollwatch-http-"));
            host.letRun(Duration.ofSeconds(1));
            assertThat(Files.readString(loaded)).doesNotContain(LOGGERS).contains("java.lang.Object ");

            host.command("run a busy GO rx");
            Http http = Http.of(host).trusting(pair);
            assertThat(http.get("/health").statusCode()).isEqualTo(200);
            // So it does matter, and the test sees it.
            WatchedHost.eventually(
                    "the search for loggers",
                    () -> assertThat(Files.readString(loaded)).contains(LOGGERS[0]));
        }
    }
}
