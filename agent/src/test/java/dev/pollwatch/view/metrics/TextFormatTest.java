package dev.pollwatch.view.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFormatTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "*/*",
                "text/plain",
                "text/html,application/xhtml+xml,*/*;q=0.8",
                "application/json",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited",
                "application/openmetrics-text;q=0.3,text/plain;q=0.5",
                "application/openmetrics-text;q=0, text/plain;q=0",
                "application/openmetrics-text;version=2.0.0",
                "application/openmetrics-text;q=much",
                ";;;,,,==",
            })
    void givesPlainTextToWhoeverDoesNotPreferOpenMetrics(String accept) {
        assertThat(TextFormat.accepted(accept)).isEqualTo(TextFormat.PLAIN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/openmetrics-text",
                "application/openmetrics-text; version=1.0.0; charset=utf-8",
                "APPLICATION/OpenMetrics-Text;Version=\"1.0.0\"",
                "text/plain;q=0.5,application/openmetrics-text;q=0.5",
                "application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
                // Prometheus 3 as it asks without and with protobuf.
                "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;"
                        + "version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,/;q=0.1",
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,"
                        + "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
            })
    void givesOpenMetricsToWhoeverPrefersIt(String accept) {
        assertThat(TextFormat.accepted(accept)).isEqualTo(TextFormat.OPEN_METRICS);
    }

    @Test
    void givesPlainTextWhereNothingIsAskedFor() {
        assertThat(TextFormat.accepted(null)).isEqualTo(TextFormat.PLAIN);
    }
}
