package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Finished;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.ModularJar;
import dev.pollwatch.e2e.harness.WatchedHost;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** A host that is a named module and needs nothing but {@code java.base}. */
class ModularHostIT {

    private static final String MODULE = "acme.forwarder/acme.forwarder.Main";
    private static final String LOOP = "acme.forwarder.Main#poll";

    @TempDir
    private static Path folder;

    private static Path jar;

    @BeforeAll
    static void buildTheModule() {
        jar = new ModularJar(folder)
                .source("module-info", "module acme.forwarder {}")
                .source("acme.forwarder.Main", """
                        package acme.forwarder;

                        public final class Main {
                            public static void main(String[] args) throws Exception {
                                Thread thread = new Thread(Main::poll, "rx");
                                thread.start();
                                System.out.println("in " + Main.class.getModule());
                                System.in.read();
                                System.out.println("layer " + ModuleLayer.boot().modules().stream()
                                        .map(Module::getName).filter(n -> n.startsWith("acme")).toList());
                                System.exit(3);
                            }

                            private static void poll() {
                                long passes = 0;
                                while (passes >= 0) {
                                    passes = onePass(passes);
                                }
                            }

                            private static long onePass(long passes) {
                                try {
                                    Thread.sleep(1);
                                } catch (InterruptedException e) {
                                    return -1;
                                }
                                return passes + 1;
                            }
                        }
                        """)
                .build("forwarder.jar");
    }

    @ForEachJdk
    void shouldWatchALoopInANamedModule(Jdk jdk) {
        assertWatched(jdk, host -> host);
    }

    @ForEachJdk
    void shouldWatchALoopOnARuntimeOfTheBareMinimumOfModules(Jdk jdk) {
        assertWatched(jdk, host -> host.jvm("--limit-modules", "java.base,java.instrument"));
        assertWatched(jdk, host -> host.jvm("--limit-modules", "java.base"));
    }

    @ForEachJdk
    void shouldLeaveAHostAsItIsWhoseRuntimeLacksWhatAViewNeeds(Jdk jdk) {
        UnaryOperator<Host> limited = host -> host.jvm("--limit-modules", "java.base,java.instrument");
        Finished without = ended(limited.apply(Host.on(jdk)));
        Finished with = ended(limited.apply(Host.on(jdk)).agent("http=0,loop=" + LOOP));

        with.assertUnharmedAgainst(without);
        assertThat(with.exitCode()).isEqualTo(3);
    }

    private static void assertWatched(Jdk jdk, UnaryOperator<Host> change) {
        Host host = change.apply(Host.on(jdk)).agent("http=0,interval=200ms,loop=" + LOOP);
        try (HostProcess process = host.startModule(jar, MODULE)) {
            Http http = Http.of(process);
            WatchedHost.eventually(
                    "ALIVE",
                    () -> assertThat(http.threads())
                            .singleElement()
                            .satisfies(row -> assertThat(row)
                                    .containsEntry("name", "rx")
                                    .containsEntry("loop", LOOP)
                                    .containsEntry("state", "ALIVE")));
            assertThat(http.health().status()).isEqualTo("UP");
            assertThat(http.get("/metrics").statusCode()).isEqualTo(200);
            assertThat(process.out()).contains("in module acme.forwarder");
        }
    }

    private static Finished ended(Host host) {
        try (HostProcess process = host.startModule(jar, MODULE)) {
            process.endInput();
            return process.awaitEnd();
        }
    }
}
