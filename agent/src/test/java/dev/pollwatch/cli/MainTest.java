package dev.pollwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How the words behind the jar are understood; nothing here reaches a process. */
class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(
                args,
                "1.0.0",
                new File("/pollwatch-agent.jar"),
                new PrintWriter(out, true),
                new PrintWriter(err, true));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "status; 3; The pid or address is missing",
                "status x; 3; 'x' is neither a process id nor an address as http://127.0.0.1:9477/",
                "status -5; 3; '-5' is",
                "status 0; 3; '0' is neither",
                "status ftp://a/; 3; 'ftp://a/' is neither",
                "status http://; 3; 'http://' is no address",
                "status http:///x; 3; 'http:///x' is no address",
                "status http://a b/; 3; 'b/' is no command or option",
                "status https://me:secret@a/; 3; A password on the command line can be read by everybody",
                "status 1 --jsno; 3; '--jsno' is no command or option",
                "watch; 3; The pid or address is missing",
                "acknowledge; 2; The pid is missing",
                "acknowledge 1; 2; The row is missing",
                "acknowledge x y; 2; 'x' is no process id",
                "attach; 2; The pid is missing",
                "attach 1 loop; 2; 'loop' is no option of the agent",
                "statsu 1; 2; 'statsu' is no command or option",
            })
    void shouldSayInASentenceWhatItDoesNotUnderstand(String words, int code, String sentence) {
        assertThat(run(words.split(" "))).as(err.toString()).isEqualTo(code);
        assertThat(err.toString()).startsWith(sentence).contains("Try: java -jar pollwatch-agent.jar");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "attach", "status", "watch", "acknowledge"})
    void shouldGiveHelpWithAnExampleForEachCommand(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out.toString())
                .contains("Usage: java -jar pollwatch-agent.jar " + command, "Example")
                .containsPattern("(?m)^  java -jar pollwatch-agent.jar " + command);
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 120);
    }

    @Test
    void shouldListAllCommandsInTheHelp() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("  list ", "  attach ", "  status ", "  watch ", "  acknowledge ");
    }

    @Test
    void shouldColourByStateAndOnlyByState() {
        assertThat(Terminal.painted("DEAD", "DEAD")).isEqualTo("\u001b[1;31mDEAD\u001b[0m");
        assertThat(Terminal.painted("\u001b", "x")).isEqualTo("x");
    }
}
