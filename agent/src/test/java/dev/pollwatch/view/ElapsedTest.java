package dev.pollwatch.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElapsedTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "1, <1ms",
        "999999, <1ms",
        "4000000, 4ms",
        "999999999, 999ms",
        "1000000000, 1s",
        "1400000000, 1.4s",
        "14190000000, 14.1s",
        "59999000000, 59.9s",
        "60000000000, 1m",
        "303000000000, 5m3s",
        "11520000000000, 3h12m",
        "86400000000000, 1d",
        "187200000000000, 2d4h",
        "9223372036854775807, 106751d23h",
    })
    void namesTheTwoLargestUnits(long nanos, String text) {
        assertThat(Elapsed.text(nanos)).isEqualTo(text);
    }
}
