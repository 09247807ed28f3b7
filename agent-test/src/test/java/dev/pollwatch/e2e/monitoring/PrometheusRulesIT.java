package dev.pollwatch.e2e.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.CommandLineTool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The example's files, as Prometheus' own tools judge them. */
class PrometheusRulesIT {

    private static final Pattern ALERT = Pattern.compile("- alert: (\\w+)");

    @Test
    void shouldBeAConfigurationThatPrometheusTakes() {
        assertThat(promtool(List.of("check", "config"), List.of(PrometheusExample.FOLDER.resolve("prometheus.yml"))))
                .contains("SUCCESS: 2 rule files found");
    }

    @Test
    void shouldBeRulesThatPromtoolHasNothingToSayAgainst() {
        assertThat(promtool(List.of("check", "rules", "--lint=all", "--lint-fatal"), PrometheusExample.rules()))
                .doesNotContain("FAILED");
    }

    @Test
    void shouldPassTheUnitTestsOfTheRules() {
        assertThat(PrometheusExample.tests()).isNotEmpty();
        assertThat(promtool(List.of("test", "rules"), PrometheusExample.tests()))
                .containsPattern("(?s)(.*SUCCESS){" + PrometheusExample.tests().size() + "}");
    }

    @Test
    void shouldHaveAUnitTestOfEachAlert() throws IOException {
        List<String> alerts = alerts();
        StringBuilder tests = new StringBuilder();
        for (Path file : PrometheusExample.tests()) {
            tests.append(Files.readString(file));
        }

        assertThat(alerts)
                .hasSizeGreaterThan(5)
                .allSatisfy(alert -> assertThat(tests)
                        .as("its texts when it fires, and a time when it does not")
                        .containsPattern("(?m)^ +alertname: " + alert + "\n +exp_alerts:(?! \\[])")
                        .containsPattern(
                                "alertname(: |=\")" + alert + "\\b[^\n]*(exp_alerts: \\[]|\n.*\n +exp_samples: \\[])"));
    }

    @Test
    void shouldHaveEachAlertInTheDocsPage() throws IOException {
        String page = Files.readString(PrometheusExample.FOLDER.resolve("../../docs/monitoring.md"));

        assertThat(alerts()).allSatisfy(alert -> assertThat(page).contains("| `" + alert + "` |"));
    }

    @Test
    void shouldBeARoutingThatAlertmanagerTakes() {
        CommandLineTool amtool =
                CommandLineTool.need("amtool", any -> true, "it is in Debian's package prometheus-alertmanager");
        String config = PrometheusExample.FOLDER.resolve("alertmanager.yml").toString();

        assertThat(checked(amtool.run("", "check-config", config))).contains("SUCCESS");
        assertThat(receiver(amtool, config, "alertname=PollThreadDead", "severity=critical"))
                .isEqualTo("pager");
        assertThat(receiver(amtool, config, "alertname=PollThreadSlow", "severity=warning"))
                .isEqualTo("tickets");
    }

    private static List<String> alerts() throws IOException {
        List<String> alerts = new ArrayList<>();
        for (Path file : PrometheusExample.rules()) {
            alerts.addAll(ALERT.matcher(Files.readString(file))
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList());
        }
        return alerts;
    }

    private static String receiver(CommandLineTool amtool, String config, String... labels) {
        List<String> args = new ArrayList<>(List.of("config", "routes", "test", "--config.file=" + config));
        args.addAll(List.of(labels));
        return amtool.run("", args.toArray(String[]::new)).out().trim();
    }

    private static String promtool(List<String> command, List<Path> files) {
        CommandLineTool promtool =
                CommandLineTool.need("promtool", any -> true, "it is in Debian's package prometheus");
        List<String> args = new ArrayList<>(command);
        files.forEach(file -> args.add(file.toString()));
        return checked(promtool.run("", args.toArray(String[]::new)));
    }

    private static String checked(CommandLineTool.Result result) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        return result.out() + result.err();
    }
}
