package dev.pollwatch.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "1s, PT1S", "2m, PT2M", "1h, PT1H", "0s, PT0S", "007s, PT7S"})
    void shouldReadAWholeNumberWithAUnit(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "1",
                "1.5s",
                "-1s",
                "+1s",
                "1 s",
                "1S",
                "1us",
                "500µs",
                "1d",
                "1sec",
                "1s1s",
                "٣s",
                "PT1S",
                "99999999999999999999s"
            })
    void shouldReadNothingElse(String text) {
        assertThat(Durations.parse(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"999999999999999h", "999999999999999ms"})
    void shouldReadTheLargestWithoutOverflow(String text) {
        assertThat(Durations.parse(text)).isPositive();
    }
}
