package dev.pollwatch.view.metrics;

import static dev.pollwatch.view.Rows.dead;
import static dev.pollwatch.view.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.os.TaskFacts;
import dev.pollwatch.os.Tasks;
import dev.pollwatch.view.FakeKeepalive;
import dev.pollwatch.view.Page;
import dev.pollwatch.view.RecordingLogger;
import dev.pollwatch.view.Rows;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class MetricsViewTest {

    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final String RX = "{loop=\"com.acme.Rx#poll\",thread=\"rx\"}";

    private final FakeKeepalive keepalive = new FakeKeepalive();
    private final RecordingLogger log = new RecordingLogger();

    private MetricsView view(Tasks tasks) {
        MetricsView view = new MetricsView(keepalive, tasks, "1.0.0", log);
        keepalive.addListener(view);
        return view;
    }

    private static Map<String, Double> samples(Page page) {
        Map<String, Double> samples = new TreeMap<>();
        page.text().lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            Double before = samples.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)));
            assertThat(before).as("twice: %s", line).isNull();
        });
        return samples;
    }

    @Test
    void showsEveryMetricOfTheContract() {
        keepalive.show(dead(1, "rx", Diagnosis.of("SPINNING", "It spins.")));

        Page page = view(Rows.TASKS).scrape(null);

        assertThat(page.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(page.text().lines().filter(line -> line.startsWith("# TYPE")))
                .containsExactlyInAnyOrder(
                        "# TYPE pollwatch_thread_state gauge",
                        "# TYPE pollwatch_threads gauge",
                        "# TYPE pollwatch_heartbeats_total counter",
                        "# TYPE pollwatch_heartbeat_age_seconds gauge",
                        "# TYPE pollwatch_heartbeats_missed gauge",
                        "# TYPE pollwatch_stalls_total counter",
                        "# TYPE pollwatch_stall_seconds_total counter",
                        "# TYPE pollwatch_stall_seconds_max gauge",
                        "# TYPE pollwatch_transitions_total counter",
                        "# TYPE pollwatch_thread_info gauge",
                        "# TYPE pollwatch_thread_core gauge",
                        "# TYPE pollwatch_thread_incarnation gauge",
                        "# TYPE pollwatch_thread_cpu_seconds_total counter",
                        "# TYPE pollwatch_thread_runqueue_seconds_total counter",
                        "# TYPE pollwatch_thread_context_switches_total counter",
                        "# TYPE pollwatch_host_pauses_total counter",
                        "# TYPE pollwatch_host_pause_seconds_total counter",
                        "# TYPE pollwatch_last_check_age_seconds gauge",
                        "# TYPE pollwatch_overflow_threads gauge",
                        "# TYPE pollwatch_paused gauge",
                        "# TYPE pollwatch_interval_seconds gauge",
                        "# TYPE pollwatch_dead_after_seconds gauge",
                        "# TYPE pollwatch_start_time_seconds gauge",
                        "# TYPE pollwatch_thread_decides_health gauge",
                        "# TYPE pollwatch_build_info gauge");
        assertThat(samples(page))
                .containsEntry("pollwatch_thread_state{loop=\"com.acme.Rx#poll\",state=\"dead\",thread=\"rx\"}", 1.0)
                .containsEntry("pollwatch_thread_state{loop=\"com.acme.Rx#poll\",state=\"alive\",thread=\"rx\"}", 0.0)
                .containsEntry("pollwatch_threads{state=\"dead\"}", 1.0)
                .containsEntry("pollwatch_threads{state=\"sleep\"}", 0.0)
                .containsEntry("pollwatch_heartbeats_total" + RX, 1e6)
                .containsEntry("pollwatch_heartbeat_age_seconds" + RX, 14.1)
                .containsEntry("pollwatch_heartbeats_missed" + RX, 14.0)
                .containsEntry("pollwatch_stalls_total" + RX, 1.0)
                .containsEntry("pollwatch_stall_seconds_total" + RX, 14.1)
                .containsEntry("pollwatch_stall_seconds_max" + RX, 14.1)
                .containsEntry("pollwatch_transitions_total{loop=\"com.acme.Rx#poll\",thread=\"rx\",to=\"alive\"}", 2.0)
                .containsEntry("pollwatch_transitions_total{loop=\"com.acme.Rx#poll\",thread=\"rx\",to=\"sleep\"}", 0.0)
                .containsEntry("pollwatch_thread_info{loop=\"com.acme.Rx#poll\",thread=\"rx\",tid=\"4731\"}", 1.0)
                .containsEntry("pollwatch_thread_core" + RX, 3.0)
                .containsEntry("pollwatch_thread_incarnation" + RX, 1.0)
                .containsEntry("pollwatch_thread_cpu_seconds_total" + RX, 2.5)
                .containsEntry("pollwatch_thread_runqueue_seconds_total" + RX, 0.04)
                .containsEntry(
                        "pollwatch_thread_context_switches_total{kind=\"involuntary\",loop=\"com.acme.Rx#poll\",thread=\"rx\"}",
                        4.0)
                .containsEntry("pollwatch_last_check_age_seconds", 0.012)
                .containsEntry("pollwatch_build_info{java=\"" + Runtime.version() + "\",version=\"1.0.0\"}", 1.0);
    }

    @Test
    void keepsAllFourStatesWhereThereIsNoThread() {
        assertThat(samples(view(Rows.TASKS).scrape(null)))
                .containsEntry("pollwatch_threads{state=\"alive\"}", 0.0)
                .containsEntry("pollwatch_threads{state=\"sleep\"}", 0.0)
                .containsEntry("pollwatch_threads{state=\"unused\"}", 0.0)
                .containsEntry("pollwatch_threads{state=\"dead\"}", 0.0);
    }

    @Test
    void givesOpenMetricsToWhoeverAsksForIt() {
        keepalive.show(row(1, "rx", State.ALIVE));

        Page page = view(Rows.TASKS).scrape(OPEN_METRICS);

        assertThat(page.contentType()).isEqualTo("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(page.text())
                .contains("# TYPE pollwatch_thread info\n", "# TYPE pollwatch_build info\n")
                .endsWith("# EOF\n");
    }

    @Test
    void takesTheMetersOfARowThatGoesAway() {
        keepalive.show(row(1, "rx", State.ALIVE), row(2, "tx", State.ALIVE));
        MetricsView view = view(Rows.TASKS);
        assertThat(view.scrape(null).text()).contains("thread=\"rx\"", "thread=\"tx\"");

        keepalive.show(row(2, "tx", State.ALIVE));
        assertThat(view.scrape(null).text()).doesNotContain("thread=\"rx\"").contains("thread=\"tx\"");

        keepalive.show(row(3, "rx", State.SLEEP), row(2, "tx", State.ALIVE));
        assertThat(view.scrape(null).text()).contains("thread=\"rx\"");
        keepalive.show();
        assertThat(view.scrape(null).text()).doesNotContain("loop=");
    }

    @Test
    void showsOnlyTheTidOfThePresentIncarnation() {
        keepalive.show(row(1, "rx", State.ALIVE, 100, 1, Diagnosis.NONE));
        MetricsView view = view(Rows.TASKS);
        view.scrape(null);

        keepalive.show(row(1, "rx", State.ALIVE, 200, 2, Diagnosis.NONE));

        assertThat(view.scrape(null).text())
                .contains("tid=\"200\"")
                .doesNotContain("tid=\"100\"")
                .contains("pollwatch_thread_incarnation" + RX + " 2.0");
    }

    @Test
    void saysNaNWhereThereWasNoHeartbeat() {
        keepalive.show(row(1, "rx", State.UNUSED));

        assertThat(view(Rows.TASKS).scrape(null).text()).contains("pollwatch_heartbeat_age_seconds" + RX + " NaN\n");
    }

    @Test
    void leavesOutWhatTheKernelDoesNotSay() {
        keepalive.show(row(1, "rx", State.ALIVE));

        String text = view(Rows.NO_TASKS).scrape(null).text();

        assertThat(text).contains("pollwatch_thread_core" + RX + " -1.0").doesNotContain("cpu_seconds", "runqueue");
    }

    @Test
    void keepsTheKernelsLastWordOnAThreadThatEnded() {
        keepalive.show(row(1, "rx", State.ALIVE));
        MetricsView view = view(Rows.TASKS);
        view.scrape(null);

        keepalive.show(Rows.ended(row(1, "rx", State.UNUSED)));

        assertThat(view.scrape(null).text()).contains("pollwatch_thread_cpu_seconds_total" + RX + " 2.5");
    }

    @Test
    void readsOneSnapshotAndEachThreadOncePerScrape() {
        keepalive.show(IntStream.range(0, 100)
                .mapToObj(i -> row(i, "rx-" + i, State.ALIVE))
                .toArray(Row[]::new));
        AtomicInteger looks = new AtomicInteger();
        MetricsView view = view(tid -> {
            looks.incrementAndGet();
            return TaskFacts.UNKNOWN;
        });
        keepalive.snapshots.set(0);

        view.scrape(null);

        assertThat(keepalive.snapshots).hasValue(1);
        assertThat(looks).hasValue(100);
    }

    @Test
    void rowGaugesHoldStrongReferences() {
        keepalive.show(row(1, "rx", State.ALIVE));
        MetricsView view = view(Rows.TASKS);

        System.gc();

        assertThat(samples(view.scrape(null)))
                .containsEntry("pollwatch_heartbeats_total" + RX, 1e6)
                .containsEntry("pollwatch_thread_incarnation" + RX, 1.0);
    }

    @Test
    void escapesWhateverAThreadIsCalled() {
        keepalive.show(IntStream.range(0, Rows.HOSTILE_NAMES.size())
                .mapToObj(i -> row(i, Rows.HOSTILE_NAMES.get(i), State.ALIVE))
                .toArray(Row[]::new));

        MetricsView view = view(Rows.TASKS);
        String text = view.scrape(null).text();

        assertThat(text)
                .contains("thread=\"<img src=x onerror=alert(1)>\\\"'\\n{}\"")
                .contains("thread=\"a,b=c:*?\\\\\"")
                .contains("thread=\"\"")
                .contains("thread=\"\uD83D\uDE80 ")
                .contains("thread=\"lone \\\\ud83d surrogate\"");
        for (String line : text.split("\n")) {
            assertThat(line)
                    .matches("(# (HELP|TYPE) .*)|([a-z_]+(\\{([a-z]+=\"([^\"\\\\\\n]|\\\\.)*+\",?)*\\})? \\S+)");
        }
        keepalive.show();
        assertThat(view.scrape(null).text()).doesNotContain("loop=");
    }

    @Test
    void keepsTheLibraryQuiet() {
        keepalive.show(row(1, "rx", State.ALIVE), row(2, "rx", State.ALIVE));
        MetricsView view = view(Rows.TASKS);
        view.scrape(null);
        keepalive.show();

        assertThat(log.lines(Level.WARN)).isEmpty();
        assertThat(log.lines(Level.INFO)).isEqualTo(List.of());
    }
}
