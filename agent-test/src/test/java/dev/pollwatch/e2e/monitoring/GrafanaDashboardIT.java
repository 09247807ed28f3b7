package dev.pollwatch.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Exposition;
import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.Prometheus;
import dev.pollwatch.e2e.harness.Sample;
import dev.pollwatch.e2e.harness.WatchedHost;
import dev.pollwatch.hosts.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The example's dashboard, held against a real agent's metrics and a real Prometheus. There is no Grafana in this test. */
class GrafanaDashboardIT {

    private static final Pattern SELECTOR = Pattern.compile("(pollwatch_\\w+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHED_LABEL = Pattern.compile("(\\w+) *(?:=~|!~|!=|=)");
    /** What Prometheus itself puts on each series that it scrapes. */
    private static final Set<String> OF_THE_TARGET = Set.of("job", "instance");

    private final Dashboard dashboard = Dashboard.read();

    @ForEachJdk
    @Execution(ExecutionMode.CONCURRENT)
    void shouldAskForMetricsAndLabelsThatAreThere(Jdk jdk) {
        try (WatchedHost host = hostWithAllStates(jdk)) {
            Map<String, Set<String>> labels = labels(host.http().metrics());

            assertThat(dashboard.questions()).hasSizeGreaterThan(20).allSatisfy(question -> {
                Matcher selector = SELECTOR.matcher(question.expression());
                List<String> metrics = new ArrayList<>();
                while (selector.find()) {
                    metrics.add(selector.group(1));
                    assertThat(labels).containsKey(selector.group(1));
                    if (selector.group(2) != null) {
                        assertThat(MATCHED_LABEL.matcher(selector.group(2)).results())
                                .extracting(match -> match.group(1))
                                .isSubsetOf(labels.get(selector.group(1)));
                    }
                }
                assertThat(metrics).isNotEmpty();
            });
            // The other way round: nothing that the agent tells of states, stalls and times is left out.
            assertThat(dashboard.questions().toString())
                    .contains(labels.keySet().stream()
                            .filter(name -> !name.equals("pollwatch_thread_info"))
                            .toList());
        }
    }

    @ForEachJdk
    @Execution(ExecutionMode.CONCURRENT)
    void shouldGetAnAnswerToEachOfItsQuestionsFromARealPrometheus(Jdk jdk) {
        try (WatchedHost host = hostWithAllStates(jdk);
                Prometheus prometheus =
                        Prometheus.start(PrometheusExample.inAHurry(host.http().address()))) {
            for (Dashboard.Question question : dashboard.questions()) {
                if (question.always()) {
                    WatchedHost.eventually(
                            question.toString(),
                            () -> assertThat(prometheus.query(question.expression()))
                                    .isNotEmpty()
                                    .allSatisfy(sample ->
                                            assertThat(sample.labels().keySet()).containsAll(question.labels())));
                } else {
                    // Accepted is all that can be asked for.
                    prometheus.query(question.expression());
                }
            }
        }
    }

    @ForEachJdk
    @Execution(ExecutionMode.CONCURRENT)
    void shouldTellTheStateOfEachThreadByANumberThatItHasAWordFor(Jdk jdk) {
        Map<?, ?> panel = dashboard.panels().stream()
                .filter(candidate -> "state-timeline".equals(candidate.get("type")))
                .findFirst()
                .orElseThrow();
        Dashboard.Question question = dashboard.questions().stream()
                .filter(candidate -> candidate.where().equals(panel.get("title")))
                .findFirst()
                .orElseThrow();
        try (WatchedHost host = hostWithAllStates(jdk);
                Prometheus prometheus =
                        Prometheus.start(PrometheusExample.inAHurry(host.http().address()))) {
            WatchedHost.eventually(
                    "the states of all",
                    () -> assertThat(prometheus.query(question.expression()))
                            .extracting(sample -> word(panel, sample))
                            .containsExactlyInAnyOrder("ALIVE", "SLEEP", "UNUSED", "DEAD"));
        }
    }

    @Test
    void shouldTakeItsDataFromTheSourceThatTheUserChooses() {
        assertThat(dashboard.dataSources())
                .hasSizeGreaterThan(20)
                .allSatisfy(source -> assertThat(source)
                        .isIn(
                                Map.of("type", "prometheus", "uid", "${datasource}"),
                                Map.of("type", "grafana", "uid", "-- Grafana --")));
    }

    @Test
    void shouldHavePanelsThatSayWhatTheyShowAndLieBesideEachOther() {
        Set<String> taken = new HashSet<>();
        Set<Object> ids = new HashSet<>();
        for (Map<?, ?> panel : dashboard.panels()) {
            String title = (String) panel.get("title");
            assertThat(ids.add(panel.get("id"))).as(title).isTrue();
            if (!"row".equals(panel.get("type"))) {
                assertThat((String) panel.get("description")).as(title).isNotBlank();
            }
            Map<?, ?> place = (Map<?, ?>) panel.get("gridPos");
            for (long x = 0; x < number(place, "w"); x++) {
                for (long y = 0; y < number(place, "h"); y++) {
                    long column = number(place, "x") + x;
                    assertThat(column).as(title).isLessThan(24);
                    assertThat(taken.add(column + "/" + (number(place, "y") + y)))
                            .as(title)
                            .isTrue();
                }
            }
        }
    }

    private static WatchedHost hostWithAllStates(Jdk jdk) {
        WatchedHost host = WatchedHost.start(jdk, "");
        try {
            host.run("busy", Order.GO).await("ALIVE");
            host.run("taking", Order.GO).await("SLEEP");
            host.run("busy", Order.RETURN).await("UNUSED");
            host.run("busy", Order.THROW).await("DEAD");
            return host;
        } catch (RuntimeException | Error e) {
            host.close();
            throw e;
        }
    }

    private static Map<String, Set<String>> labels(Exposition metrics) {
        Map<String, Set<String>> labels = new HashMap<>();
        for (Sample sample : metrics.samples()) {
            labels.computeIfAbsent(sample.name(), name -> new HashSet<>(OF_THE_TARGET))
                    .addAll(sample.labels().keySet());
        }
        return labels;
    }

    private static String word(Map<?, ?> panel, Sample sample) {
        Map<?, ?> defaults = (Map<?, ?>) ((Map<?, ?>) panel.get("fieldConfig")).get("defaults");
        Map<?, ?> mapping = (Map<?, ?>) ((List<?>) defaults.get("mappings")).get(0);
        Map<?, ?> option = (Map<?, ?>) ((Map<?, ?>) mapping.get("options")).get(String.valueOf((long) sample.value()));
        return option == null ? "no word for " + sample.value() : (String) option.get("text");
    }

    private static long number(Map<?, ?> place, String key) {
        return (Long) place.get(key);
    }
}
