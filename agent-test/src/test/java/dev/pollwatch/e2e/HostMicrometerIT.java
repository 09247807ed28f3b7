package dev.pollwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Exposition;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.Http;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Jmx;
import dev.pollwatch.e2e.harness.Sample;
import dev.pollwatch.e2e.harness.TestPaths;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.hosts.LoopHost;
import dev.pollwatch.hosts.micrometer.MicrometerHost;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** {@code bind-host-metrics=true}, in hosts with a Micrometer of some years ago, with several, and with none. */
class HostMicrometerIT {

    private static final String OPTIONS =
            "http=0,interval=200ms,retention=1s,bind-host-metrics=true,loop=" + WatchedHost.loop("busy");
    private static final String LOOP = WatchedHost.loop("busy");
    private static final Predicate<String> BOUND = line -> line.contains("the host's own Micrometer 1.5.");

    /** Long enough for what the agent does after a second, were it to do it. */
    private static final Duration IN_VAIN = Duration.ofSeconds(2);

    private static HostProcess start(Jdk jdk) {
        return Host.on(jdk).classPath(TestPaths.hostLibraries()).agent(OPTIONS).start(MicrometerHost.class);
    }

    private static Http apps(HostProcess host) {
        return Http.at(
                host.awaitOut("apps", line -> line.startsWith("apps at ")).substring("apps at ".length()));
    }

    private static void tell(Http apps, String order) {
        assertThat(apps.get(order).body()).isEqualTo("done");
    }

    private static Exposition scrape(Http apps, String app) {
        return Exposition.parse(apps.get("/" + app + "/scrape").body());
    }

    private static void awaitState(Http apps, String app, String thread, String state) {
        WatchedHost.eventually(
                thread + " " + state + " in " + app,
                () -> assertThat(scrape(apps, app).of("pollwatch_thread_state", thread, LOOP))
                        .hasSize(4)
                        .allSatisfy(sample -> assertThat(sample.value())
                                .isEqualTo(sample.labels().get("state").equals(state) ? 1 : 0)));
    }

    private static void assertNoWarning(HostProcess host) {
        assertThat(host.err()).noneMatch(line -> line.contains(" WARN ") && !line.contains(" -> DEAD "));
    }

    @ForEachJdk
    void shouldShowTheRowsInTheHostsOwnMicrometer(Jdk jdk) {
        try (HostProcess host = start(jdk);
                Jmx jmx = Jmx.of(host)) {
            Http apps = apps(host);
            Http own = Http.of(host);
            host.command("run a busy GO rx");

            tell(apps, "/main/load");
            host.letRun(IN_VAIN);
            assertThat(host.err()).noneMatch(BOUND);
            assertThat(jmx.threadNames()).noneMatch(name -> name.startsWith("pollwatch-micrometer"));

            tell(apps, "/main/use");
            host.awaitErr("bound", BOUND);
            tell(apps, "/main/add");
            host.command("run b busy GO <img src=x onerror=alert(1)>\"'\\n{},=");
            awaitState(apps, "main", "rx", "alive");
            awaitState(apps, "main", "<img src=x onerror=alert(1)>\"'\n{},=", "alive");
            assertSameAs(own, apps);

            host.command("order a STALL");
            awaitState(apps, "main", "rx", "dead");
            assertThat(scrape(apps, "main").of("pollwatch_stalls_total", "rx", LOOP))
                    .singleElement()
                    .satisfies(sample -> {
                        assertThat(sample.value()).isEqualTo(1);
                        assertThat(sample.labels()).containsEntry("common", "tag");
                    });
            assertThat(Integer.parseInt(apps.get("/main/count").body())).isGreaterThan(40);

            host.command("order a RETURN");
            awaitState(apps, "main", "rx", "unused");
            WatchedHost.eventually(
                    "the row goes",
                    () -> assertThat(scrape(apps, "main").samples())
                            .noneMatch(sample -> "rx".equals(sample.labels().get("thread"))));
            host.command("run c busy GO rx");
            awaitState(apps, "main", "rx", "alive");
            assertNoWarning(host);
        }
    }

    /** The same families and series, and for what stands still the same values. */
    private static void assertSameAs(Http own, Http apps) {
        WatchedHost.eventually("the same series", () -> {
            Exposition expected = own.metrics();
            Exposition found = scrape(apps, "main");
            assertThat(ours(found.types())).isEqualTo(expected.types());
            assertThat(series(found)).containsExactlyInAnyOrderElementsOf(series(expected));
            assertThat(values(found, "pollwatch_thread_info")).isEqualTo(values(expected, "pollwatch_thread_info"));
            assertThat(values(found, "pollwatch_threads")).isEqualTo(values(expected, "pollwatch_threads"));
        });
    }

    private static Map<String, String> ours(Map<String, String> types) {
        Map<String, String> ours = new TreeMap<>(types);
        ours.keySet().removeIf(name -> !name.startsWith("pollwatch_"));
        return ours;
    }

    private static List<String> series(Exposition exposition) {
        return exposition.samples().stream()
                .filter(sample -> sample.name().startsWith("pollwatch_"))
                .map(HostMicrometerIT::name)
                .toList();
    }

    private static Map<String, Double> values(Exposition exposition, String metric) {
        Map<String, Double> values = new TreeMap<>();
        exposition.samples().stream()
                .filter(sample -> sample.name().equals(metric))
                .forEach(sample -> values.put(name(sample), sample.value()));
        return values;
    }

    private static String name(Sample sample) {
        Map<String, String> labels = new TreeMap<>(sample.labels());
        labels.remove("common");
        return sample.name() + labels;
    }

    @ForEachJdk
    void shouldKeepNoApplicationThatBroughtItsOwnMicrometer(Jdk jdk) {
        try (HostProcess host = start(jdk)) {
            Http apps = apps(host);
            host.command("run a busy GO rx");
            for (String app : List.of("one", "two")) {
                tell(apps, "/" + app + "/open");
                tell(apps, "/" + app + "/add");
                awaitState(apps, app, "rx", "alive");
            }
            tell(apps, "/loaded/open");
            tell(apps, "/loaded/load");

            tell(apps, "/one/drop");
            tell(apps, "/loaded/drop");
            assertThat(apps.get("/one/collected").body()).isEqualTo("collected");
            assertThat(apps.get("/loaded/collected").body()).isEqualTo("collected");

            host.command("order a STALL");
            awaitState(apps, "two", "rx", "dead");
            tell(apps, "/one/open");
            tell(apps, "/one/add");
            awaitState(apps, "one", "rx", "dead");

            tell(apps, "/two/clear");
            host.command("run b busy GO tx");
            awaitState(apps, "one", "tx", "alive");
            tell(apps, "/two/drop");
            assertThat(apps.get("/two/collected").body()).isEqualTo("collected");
            assertNoWarning(host);
        }
    }

    @ForEachJdk
    void shouldDoNothingWhereThereIsNoMicrometer(Jdk jdk) {
        try (HostProcess host =
                        Host.on(jdk).jvm("-verbose:class").agent(OPTIONS).start(LoopHost.class);
                Jmx jmx = Jmx.of(host)) {
            host.command("run a busy GO rx");
            Http own = Http.of(host);
            WatchedHost.eventually("a row", () -> assertThat(own.threads()).hasSize(1));
            host.letRun(IN_VAIN);

            assertThat(host.err()).noneMatch(line -> line.contains("Micrometer"));
            assertThat(jmx.threadNames()).noneMatch(name -> name.startsWith("pollwatch-micrometer"));
            assertThat(host.out())
                    .anyMatch(line -> line.contains("dev.pollwatch.start.HostMicrometers "))
                    .noneMatch(line -> line.contains("view.metrics.SinkLoader")
                            || line.contains("view.metrics.HostBinding")
                            || line.contains("start.Initialisation"));
        }
    }
}
