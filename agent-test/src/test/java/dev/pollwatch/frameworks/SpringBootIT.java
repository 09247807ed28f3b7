package dev.pollwatch.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Exposition;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Sample;
import dev.pollwatch.e2e.harness.WatchedHost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;

/** An ordinary Spring Boot application, whose own {@code /actuator/prometheus} shows its poll threads. */
class SpringBootIT {

    private static final Framework BOOT = Framework.of(
            "Spring Boot",
            "4.1.2",
            "BootApp",
            "",
            "org.springframework.boot:spring-boot-starter-web:VERSION",
            "org.springframework.boot:spring-boot-starter-actuator:VERSION",
            "io.micrometer:micrometer-registry-prometheus:1.17.2");
    private static final String LOOP = BOOT.host() + "#poll";
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

    private static List<Path> classPath;

    @BeforeAll
    static void prepare() throws Exception {
        Path output = Path.of(System.getProperty("pollwatch-test.frameworks-output"));
        ClassPaths classPaths = new ClassPaths(output.resolve("boot"));
        classPaths.resolve(List.of(BOOT));
        List<Path> jars = classPaths.of(BOOT);
        Path classes = classPaths.folderOf(BOOT).resolve("classes");
        new HostCompiler(Path.of(System.getProperty("pollwatch-test.frameworks"))).compile(BOOT, jars, classes);
        classPath = new ArrayList<>(jars);
        classPath.add(classes);
    }

    @ForEachJdk
    void shouldShowThePollThreadsAtItsOwnPrometheusEndpoint(Jdk jdk) {
        try (HostProcess host = start(jdk)) {
            Matcher port = PORT.matcher(
                    host.awaitOut("Tomcat's port", line -> PORT.matcher(line).find()));
            assertThat(port.find()).isTrue();
            Http app = Http.at("http://127.0.0.1:" + port.group(1));
            Http own = Http.of(host);

            awaitState(app, "rx", "alive");
            awaitState(app, "tx \"0\"\n", "alive");
            WatchedHost.eventually("the same families and series", () -> {
                Exposition found = scrape(app);
                Exposition expected = own.metrics();
                assertThat(ours(found)).isEqualTo(expected.types());
                // Tomcat's pool is in the presets; a thread of it may come or go between the two.
                assertThat(series(found)).isEqualTo(series(expected)).isNotEmpty();
            });

            assertThat(app.get("/stall").body()).isEqualTo("stalls");
            awaitState(app, "rx", "dead");
            awaitState(app, "tx \"0\"\n", "alive");
            assertThat(scrape(app).of("pollwatch_stalls_total", "rx", LOOP))
                    .singleElement()
                    .extracting(Sample::value)
                    .isEqualTo(1.0);
            assertThat(host.err())
                    .filteredOn(line -> line.startsWith(HostProcess.LOG_PREFIX))
                    .noneMatch(line -> line.matches(".* (WARN|ERROR) .*") && !line.contains(" -> DEAD "));
            assertThat(host.out()).noneMatch(line -> line.matches(".* (WARN|ERROR) .*"));
        }
    }

    private static HostProcess start(Jdk jdk) {
        return Host.on(jdk)
                .agent("http=0,interval=500ms,bind-host-metrics=true,loop=" + LOOP)
                .jvm("-Xmx256m")
                .start(
                        classPath,
                        BOOT.host(),
                        List.of(
                                "--server.port=0",
                                "--server.address=127.0.0.1",
                                "--management.endpoints.web.exposure.include=prometheus"));
    }

    private static Exposition scrape(Http app) {
        return Exposition.parse(app.get("/actuator/prometheus").body());
    }

    private static void awaitState(Http app, String thread, String state) {
        WatchedHost.eventually(
                thread + " " + state,
                () -> assertThat(scrape(app).of("pollwatch_thread_state", thread, LOOP))
                        .hasSize(4)
                        .allSatisfy(sample -> assertThat(sample.value())
                                .isEqualTo(sample.labels().get("state").equals(state) ? 1 : 0)));
    }

    private static Map<String, String> ours(Exposition exposition) {
        Map<String, String> ours = new TreeMap<>(exposition.types());
        ours.keySet().removeIf(name -> !name.startsWith("pollwatch_"));
        return ours;
    }

    private static Set<String> series(Exposition exposition) {
        Set<String> series = new TreeSet<>();
        for (Sample sample : exposition.samples()) {
            if (sample.name().startsWith("pollwatch_")) {
                series.add(sample.name() + new TreeMap<>(sample.labels()));
            }
        }
        return series;
    }
}
