package dev.pollwatch.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void leavesOrdinaryTextAlone() {
        for (String text : List.of("rx-0", "", "Größe 日本語", "\uD83D\uDE80", "\uD83D\uDC68\u200D\uD83D\uDC69")) {
            assertThat(Printable.line(text)).isSameAs(text);
            assertThat(Printable.encodable(text)).isSameAs(text);
        }
    }

    @Test
    void keepsALineOneLineAndATerminalInPeace() {
        assertThat(Printable.line("a\nb\r\u001B[31m\u2028\u202E\uD83D"))
                .isEqualTo("a\\u000ab\\u000d\\u001b[31m\\u2028\\u202e\\ud83d");
    }

    @Test
    void makesEveryNameEncodable() {
        assertThat(Printable.encodable("a\nb\tc\r\u0000\uDE80\uD83D")).isEqualTo("a\nb\tc\\u000d\\u0000\\ude80\\ud83d");
        for (String name : Rows.HOSTILE_NAMES) {
            assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(Printable.encodable(name)))
                    .isTrue();
            assertThat(Printable.line(name).lines().count()).isLessThanOrEqualTo(1);
        }
    }

    @Test
    void cutsTheMiddleOutOfALongName() {
        assertThat(Printable.ends("rx-0", 4, 8)).isEqualTo("rx-0");
        assertThat(Printable.ends("receiver-17", 4, 8)).isEqualTo("rece…-17");
        assertThat(Printable.ends("com.acme.Rx#poll", 0, 8)).isEqualTo("…Rx#poll");
        assertThat(Printable.ends("x".repeat(65_536) + "\uD83D\uDE80\n", 4, 12)).isEqualTo("xxxx…\uD83D\uDE80\\u000a");
    }
}
