package dev.pollwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void leavesAloneWhatTheEncodingHas() {
        String text = "rx-0 漢字 🚀 …";

        assertThat(Terminal.encodable(text, StandardCharsets.UTF_8.newEncoder()))
                .isSameAs(text);
    }

    @Test
    void losesNothingWhereTheEncodingLacksIt() {
        assertThat(Terminal.encodable("rx-ä 漢 🚀 a…b", StandardCharsets.US_ASCII.newEncoder()))
                .isEqualTo("rx-\\u00e4 \\u6f22 \\ud83d\\ude80 a~b");
        assertThat(Terminal.encodable("rx-ä 漢", StandardCharsets.ISO_8859_1.newEncoder()))
                .isEqualTo("rx-ä \\u6f22");
    }
}
