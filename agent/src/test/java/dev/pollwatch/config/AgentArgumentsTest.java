package dev.pollwatch.config;

import static dev.pollwatch.config.Sources.settingsOf;
import static dev.pollwatch.config.Sources.texts;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgentArgumentsTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", ",", ",,"})
    void shouldTakeNoArgumentsAsDefaultsOnly(String args) {
        Loaded loaded = SettingsLoader.load(args, new Properties(), Map.of());

        assertThat(loaded.complaints()).isEmpty();
        assertThat(loaded.settings())
                .isEqualTo(new Settings(
                        List.of(),
                        List.of(),
                        List.of("auto"),
                        Duration.ofSeconds(1),
                        null,
                        null,
                        Duration.ofMinutes(10),
                        4096,
                        null,
                        false,
                        "127.0.0.1:9477",
                        false,
                        HttpGuard.NONE,
                        true,
                        false,
                        "info",
                        null,
                        true));
    }

    @Test
    void shouldContinueAValueAfterACommaThatNoKeyFollows() {
        Settings settings = settingsOf("preset=netty,agrona,interval=2s");

        assertThat(settings.presets()).containsExactly("netty", "agrona");
        assertThat(settings.interval()).hasSeconds(2);
    }

    @Test
    void shouldKeepRulePartsAndDescriptorsWhole() {
        String rules = "loop=com.acme.Rx#poll(JJ)V;dead-after=5m,com.acme.Tx#run(Ljava/lang/String;I)V;on-return=dead,"
                + "**.Worker+#@com.acme.Loop,sleep=com.acme.Idle#idle";

        assertThat(texts(settingsOf(rules).rules()))
                .containsExactly(
                        "loop com.acme.Rx#poll(JJ)V;dead-after=5m",
                        "loop com.acme.Tx#run(Ljava/lang/String;I)V;on-return=dead",
                        "loop **.Worker+#@com.acme.Loop",
                        "sleep com.acme.Idle#idle");
    }

    @Test
    void shouldCollectTheValuesOfARepeatedListKey() {
        assertThat(texts(settingsOf("loop=a.A#a,interval=1s,loop=b.B#b,c.C#c").rules()))
                .containsExactly("loop a.A#a", "loop b.B#b", "loop c.C#c");
    }

    @Test
    void shouldTakeABackslashBeforeACommaAsACommaInTheValue() {
        Settings settings = settingsOf("exclude-thread=a\\,b=c,d,log-file=/tmp/x\\,http=y.log");

        assertThat(settings.excludeThreads()).containsExactly("a,b=c", "d");
        assertThat(settings.logFile()).isEqualTo("/tmp/x,http=y.log");
        assertThat(settings.httpGiven()).isFalse();
    }

    @Test
    void shouldLeaveEveryOtherBackslashAsItIs() {
        assertThat(settingsOf("log-file=C:\\logs\\poll\\\\watch.log,jmx=off").logFile())
                .isEqualTo("C:\\logs\\poll\\\\watch.log");
    }

    @Test
    void shouldKeepACommaInAScalarValue() {
        assertThat(settingsOf("log-file=/tmp/a,b.log,jmx=off").logFile()).isEqualTo("/tmp/a,b.log");
    }

    @Test
    void shouldKeepEqualsSignsInAValue() {
        assertThat(settingsOf("log-file=/tmp/a=b.log").logFile()).isEqualTo("/tmp/a=b.log");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "interval=2s,",
                "interval=2s,,jmx=on",
                ",interval=2s",
                "interval=2s, jmx=on",
                "jmx=on ,  interval=2s "
            })
    void shouldOverlookCommasTooManyAndBlanksAround(String args) {
        Sources sources = Sources.args(args);

        assertThat(sources.warnings()).isEmpty();
        assertThat(sources.load().settings().interval()).hasSeconds(2);
    }

    @Test
    void shouldLetTheLastOfARepeatedScalarKeyWinAndWarn() {
        Sources sources = Sources.args("interval=2s,interval=3s");

        assertThat(sources.load().settings().interval()).hasSeconds(3);
        assertThat(sources.warnings())
                .containsExactly(
                        "option \"interval\" (agent argument) is given more than once; the last counts: \"3s\"");
    }

    @ParameterizedTest
    @CsvSource({
        "intervall=1s, intervall, interval",
        "Interval=1s, Interval, interval",
        "dead_after=1s, dead_after, dead-after",
        "prest=netty, prest, preset",
        "inetrval=1s, inetrval, interval",
        "logfile=x, logfile, log-file",
        "htpp=off, htpp, http",
    })
    void shouldNameTheNearestKnownKeyOfAnUnknownOne(String args, String unknown, String nearest) {
        assertThat(Sources.args(args).warnings())
                .containsExactly("unknown option \"" + unknown
                        + "\" (agent argument) is ignored; the nearest known one is \"" + nearest + "\"");
    }

    @Test
    void shouldTakeAMisspeltKeyAfterAListForAKey() {
        Sources sources = Sources.args("loop=a.A#a,intervall=5s");

        assertThat(sources.warnings()).singleElement().asString().contains("\"intervall\"");
        assertThat(texts(sources.load().settings().rules())).containsExactly("loop a.A#a");
    }

    @Test
    void shouldSayWhatIsExpectedOfAWordWithoutAKey() {
        Sources sources = Sources.args("netty,interval=2s");

        assertThat(sources.warnings()).containsExactly("\"netty\" (agent argument) is ignored: expected key=value");
        assertThat(sources.load().settings().interval()).hasSeconds(2);
    }

    @Test
    void shouldReportEachOfManyMistakesOnce() {
        Sources sources = Sources.args("foo=1,foo=2,interval=x,max-threads=0,http=off,jmx=perhaps");

        assertThat(sources.warnings()).hasSize(4).doesNotHaveDuplicates();
        assertThat(sources.load().settings().http()).isEqualTo("off");
        assertThat(sources.load().hasMistakes()).isTrue();
    }

    @Test
    void shouldTellWhetherAPollLoopWasNamed() {
        assertThat(settingsOf("loop=a.A#a").namesPollLoop()).isTrue();
        assertThat(settingsOf("call=a.A#a").namesPollLoop()).isTrue();
        assertThat(settingsOf("sleep=a.A#a,exclude=b.B#b,preset=netty").namesPollLoop())
                .isFalse();
    }

    @Test
    void shouldSurviveHugeInput() {
        String key = "k".repeat(100_000);

        assertThat(Sources.args(key + "=1," + "a,".repeat(100_000)).warnings())
                .singleElement()
                .asString()
                .hasSizeLessThan(400);
    }
}
