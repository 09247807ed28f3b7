package dev.pollwatch.view.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAddressTest {

    @ParameterizedTest
    @CsvSource({
        "9477, 127.0.0.1, 9477",
        "0, 127.0.0.1, 0",
        "65535, 127.0.0.1, 65535",
        "0.0.0.0:80, 0.0.0.0, 80",
        "' monitor.example:9000 ', monitor.example, 9000",
        "[::1]:9477, ::1, 9477",
        "[fe80::1%eth0]:1, fe80::1%eth0, 1",
    })
    void readsHostAndPort(String text, String host, int port) {
        assertThat(HttpAddress.parse(text)).isEqualTo(new HttpAddress(host, port));
    }

    @Test
    void readsOff() {
        assertThat(HttpAddress.parse("off")).isEqualTo(HttpAddress.OFF);
        assertThat(HttpAddress.parse("OFF").isOff()).isTrue();
        assertThat(HttpAddress.DEFAULT.isOff()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "on",
                "host:",
                ":9477",
                "host:port",
                "65536",
                "-1",
                "+80",
                "1:2:3",
                "::1",
                "[::1]",
                "[]:80",
                "[::1]9477",
                "host:99999999999",
                "http://127.0.0.1:9477/",
                "\u0661",
            })
    void saysWhatIsWrongInASentence(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HttpAddress.parse(text))
                .withMessageStartingWith("\"" + text + "\" ");
    }

    @Test
    void writesItselfAsOneTypesIt() {
        assertThat(HttpAddress.DEFAULT).hasToString("127.0.0.1:9477");
        assertThat(HttpAddress.parse("[::1]:80")).hasToString("[::1]:80");
        assertThat(HttpAddress.OFF).hasToString("off");
    }
}
