package dev.pollwatch.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigFileTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("pollwatch.yaml");
    }

    private Sources having(String yaml) throws IOException {
        Files.writeString(file, yaml);
        return Sources.args("config=" + file);
    }

    @Test
    void shouldReadScalarsAndLists() throws IOException {
        Sources sources = having("""
                # what we watch
                loop:
                  - com.acme.Rx#poll(Ljava/lang/String;I)V;dead-after=5m
                  - "**.Tx#run"
                  - com.acme.Odd#a,b
                exclude-thread: a, b
                interval: 2s
                max-threads: 100
                jmx: false
                http: 9500
                """);

        Settings settings = sources.load().settings();
        assertThat(sources.warnings()).isEmpty();
        assertThat(Sources.texts(settings.rules()))
                .containsExactly(
                        "loop com.acme.Rx#poll(Ljava/lang/String;I)V;dead-after=5m",
                        "loop **.Tx#run",
                        "loop com.acme.Odd#a,b");
        assertThat(settings.excludeThreads()).containsExactly("a", "b");
        assertThat(settings.interval()).hasSeconds(2);
        assertThat(settings.maxThreads()).isEqualTo(100);
        assertThat(settings.jmx()).isFalse();
        assertThat(settings.http()).isEqualTo("9500");
        assertThat(settings.config()).isEqualTo(file.toString());
    }

    @Test
    void shouldReadAFileThatBeginsWithAByteOrderMark() throws IOException {
        assertThat(having("\ufeffinterval: 2s\n").load().settings().interval()).hasSeconds(2);
    }

    @Test
    void shouldUseWhatIsRightBesideWhatIsWrong() throws IOException {
        Sources sources = having("""
                interval: {every: 1s}
                dead-after: [1s]
                retention:
                max-threads: 1.5
                loop: {a: b}
                call: [a.A#a, [b.B#b]]
                sleep: null
                intervall: 3s
                config: other.yaml
                7: seven
                presets: {interval: 1s}
                log-level: debug
                """);

        String source = "(config file \"" + file + "\")";
        assertThat(sources.warnings())
                .containsExactlyInAnyOrder(
                        "option \"interval\" " + source + " is a map: expected one value; the default is used: 1s",
                        "option \"dead-after\" " + source
                                + " is a list: expected one value; the default is used: 2 × interval",
                        "option \"retention\" " + source + " is nothing: expected one value; the default is used: 10m",
                        "bad value \"1.5\" of option \"max-threads\" " + source
                                + ": expected a whole number from 1 to 1000000; the default is used: 4096",
                        "option \"loop\" " + source
                                + " is a map: expected text or a list of texts; the default is used: none",
                        "option \"call\" " + source
                                + " is a list with a list in it: expected a list of texts; the default is used: none",
                        "option \"sleep\" " + source
                                + " is nothing: expected text or a list of texts; the default is used: none",
                        "unknown option \"intervall\" " + source + " is ignored; the nearest known one is \"interval\"",
                        "option \"config\" " + source + " is ignored: a config file cannot name another",
                        "key \"7\" " + source + " is ignored: it is a number and not a word",
                        "unknown option \"presets\" " + source + " is ignored; the nearest known one is \"preset\"");
        assertThat(sources.load().settings().logLevel()).isEqualTo("debug");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "interval: [1s\\nloop: x | line 2, column 5",
                "interval: 1s\\n\\tloop: x | line 2, column 1",
                "loop:\\n- **.Rx#poll | (a value that begins with * or @ must stand in quotes)",
                "loop:\\n- @acme.Loop#x | (a value that begins with * or @ must stand in quotes)",
                "interval: 1s\\ninterval: 2s | line 2, column 1",
                "interval: 1s\\n---\\ninterval: 2s | line 2, column 1",
                "interval: &a 1s\\nloop: *b | line 2",
            })
    void shouldSayWhereAFileIsNotYaml(String yaml, String expected) throws IOException {
        assertThat(having(yaml.replace("\\n", "\n").replace("\\t", "\t")).warnings())
                .singleElement()
                .asString()
                .startsWith("config file \"" + file + "\" is not valid YAML: line ")
                .contains(expected)
                .endsWith("; it is ignored")
                .doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# only a comment\n", "---\n"})
    void shouldSayThatAFileHoldsNoOptions(String yaml) throws IOException {
        assertThat(having(yaml).warnings())
                .containsExactly("config file \"" + file + "\" holds no options; it is ignored");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- loop", "interval=1s", "42"})
    void shouldSayThatAFileHoldsSomethingElse(String yaml) throws IOException {
        assertThat(having(yaml).warnings())
                .singleElement()
                .asString()
                .contains("where options as key: value are expected");
    }

    @Test
    void shouldSayThatAFileIsMissing() {
        assertThat(Sources.args("interval=2s,config=" + file).warnings())
                .containsExactly("config file \"" + file + "\" does not exist; it is ignored");
    }

    @Test
    void shouldSayThatAFileIsADirectory() {
        assertThat(Sources.args("config=" + folder).warnings())
                .containsExactly("config file \"" + folder + "\" is a directory; it is ignored");
    }

    @Test
    void shouldNotWaitForAFileThatIsNone() {
        Path device = Path.of("/dev/zero");
        assumeFalse(Files.notExists(device), "there is no " + device);

        assertThat(Sources.args("config=" + device).warnings())
                .containsExactly("config file \"" + device + "\" is not a regular file; it is ignored");
    }

    @Test
    void shouldSayThatAFileMayNotBeRead() throws IOException {
        Sources sources = having("interval: 2s");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeFalse(Files.isReadable(file), "this user may read everything");

        assertThat(sources.warnings())
                .containsExactly("config file \"" + file + "\" may not be read by this process; it is ignored");
    }

    @Test
    void shouldSayThatAPathIsNone() {
        assertThat(Sources.args("config=a\0b").warnings())
                .containsExactly("config file \"a\\u0000b\" is no valid path; it is ignored");
    }

    @Test
    void shouldNotReadAHugeFile() throws IOException {
        assertThat(having("#".repeat(ConfigFile.MOST_BYTES + 1)).warnings())
                .containsExactly("config file \"" + file + "\" is larger than 1 MiB; it is ignored");
    }

    @Test
    void shouldSayThatAFileIsNotText() throws IOException {
        Files.write(file, "interval: 1s # grün".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(Sources.args("config=" + file).warnings())
                .containsExactly("config file \"" + file + "\" is not UTF-8 text; it is ignored");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void shouldSurviveDeepNesting(String opening) throws IOException {
        assertThat(having(opening.repeat(200_000)).warnings()).hasSize(1);
    }

    @Test
    void shouldNotUnfoldAliasesWithoutBound() throws IOException {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            String before = "*a" + (i - 1);
            bomb.append("a" + i + ": &a" + i + " [" + String.join(", ", List.of(before, before, before)) + "]\n");
        }

        assertThat(having(bomb.toString()).warnings())
                .singleElement()
                .asString()
                .contains("is not valid YAML");
    }

    @ParameterizedTest
    @ValueSource(strings = {"interval: !!java.net.URL [\"http://localhost\"]", "!!javax.script.ScriptEngineManager {}"})
    void shouldMakeNoObjectsOfTags(String yaml) throws IOException {
        assertThat(having(yaml).warnings()).singleElement().asString().contains("is not valid YAML");
    }
}
