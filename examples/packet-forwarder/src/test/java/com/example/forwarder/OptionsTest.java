package com.example.forwarder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void hasAModerateRateAndAControlByDefault() throws UsageException {
        Options options = Options.parse();
        assertThat(options.rate()).isEqualTo(20_000);
        assertThat(options.controlPort()).hasValue(0);
        assertThat(options.pcap()).isEmpty();
        assertThat(options.udpPort()).isEmpty();
        assertThat(options.seconds()).isEmpty();
    }

    @Test
    void readsAllOptions() throws UsageException {
        Options options =
                Options.parse("--pcap", "a.pcap", "--rate", "0", "--udp", "7000", "--control", "off", "--seconds", "3");
        assertThat(options.pcap()).hasValue(Path.of("a.pcap"));
        assertThat(options.rate()).isZero();
        assertThat(options.udpPort()).hasValue(7_000);
        assertThat(options.controlPort()).isEmpty();
        assertThat(options.seconds()).hasValue(3);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "--fast, \"\", unknown argument '--fast'",
                "--rate, \"\", --rate needs a value",
                "--rate, many, --rate: 'many' will not do: give a whole number of 0 to 100000000",
                "--rate, -1, --rate: '-1'",
                "--udp, 65536, 0 to 65535",
                "--control, on, \"give a whole number of 0 to 65535, or 'off'\"",
                "--seconds, 0, 1 to",
                "--seconds, 99999999999, 1 to",
            })
    void namesTheCulpritAndTheRemedy(String option, String value, String sentence) {
        String[] arguments = value.isEmpty() ? new String[] {option} : new String[] {option, value};
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> Options.parse(arguments))
                .withMessageContaining(sentence);
    }
}
