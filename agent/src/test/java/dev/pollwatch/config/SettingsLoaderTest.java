package dev.pollwatch.config;

import static dev.pollwatch.config.Complaint.Severity.DEBUG;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsLoaderTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void writeConfigFile() throws IOException {
        file = Files.writeString(folder.resolve("pollwatch.yaml"), "interval: 5s\nloop: [e.E#e, f.F#f]\n");
    }

    @Test
    void shouldLetTheStrongerSourceWin() {
        Sources sources = Sources.none();
        assertThat(sources.load().settings().interval()).hasSeconds(1);
        sources.withEnvironment("POLLWATCH_CONFIG", file.toString());
        assertThat(sources.load().settings().interval()).hasSeconds(5);
        sources.withEnvironment("POLLWATCH_INTERVAL", "4s");
        assertThat(sources.load().settings().interval()).hasSeconds(4);
        sources.withProperty("pollwatch.interval", "3s");
        assertThat(sources.load().settings().interval()).hasSeconds(3);
        sources.withArgs("interval=2s");
        assertThat(sources.load().settings().interval()).hasSeconds(2);
        assertThat(sources.load().complaints()).isEmpty();
    }

    @Test
    void shouldReplaceAListWholeAndSayItsSource() {
        Sources sources = Sources.none().withProperty("pollwatch.config", file.toString());
        String name = "config file \"" + file + "\"";
        assertThat(sources.load().settings().rules())
                .containsExactly(new RuleText("loop", "e.E#e", name), new RuleText("loop", "f.F#f", name));
        sources.withEnvironment("POLLWATCH_LOOP", "d.D#d");
        assertThat(sources.load().settings().rules())
                .containsExactly(new RuleText("loop", "d.D#d", "environment variable POLLWATCH_LOOP"));
        sources.withProperty("pollwatch.loop", "b.B#b, c.C#c");
        assertThat(sources.load().settings().rules())
                .containsExactly(
                        new RuleText("loop", "b.B#b", "system property pollwatch.loop"),
                        new RuleText("loop", "c.C#c", "system property pollwatch.loop"));
        sources.withArgs("loop=a.A#a");
        assertThat(sources.load().settings().rules()).containsExactly(new RuleText("loop", "a.A#a", "agent argument"));
    }

    @Test
    void shouldTakeWhatGuardsTheEndpointFromAnySource() {
        Settings settings = Sources.args("http=0.0.0.0:9477,http-password-file=/run/pw")
                .withEnvironment("POLLWATCH_HTTP_TLS_CERT", "/tls/tls.crt")
                .withProperty("pollwatch.http-tls-key", "/tls/tls.key")
                .load()
                .settings();

        assertThat(settings.httpGuard())
                .isEqualTo(new HttpGuard("pollwatch", "/run/pw", "/tls/tls.crt", "/tls/tls.key"));
        assertThat(settings.http()).isEqualTo("0.0.0.0:9477");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http-password=secret",
                "http-user=me",
                "http-user=a:b,http-password-file=p",
                "http-tls-cert=c.pem",
                "http-tls-key=k.pem",
                "http-tls-keyfile=k.pem",
                "htp-tls-cert=c.pem",
                "http-password-file=",
            })
    void shouldHaveNoEndpointWhereWhatWasToGuardItIsMistaken(String mistake) {
        Sources sources = Sources.args("http=0.0.0.0:9477," + mistake);

        assertThat(sources.load().settings().http()).isEqualTo("off");
        assertThat(sources.warnings())
                .singleElement()
                .asString()
                .endsWith("; the HTTP endpoint stays closed")
                .doesNotContain("secret");
    }

    @Test
    void shouldHaveNoEndpointWhereAVariableWasToGuardIt() {
        Sources secret = Sources.none().withEnvironment("POLLWATCH_HTTP_PASSWORD", "secret");
        assertThat(secret.load().settings().http()).isEqualTo("off");
        assertThat(secret.warnings()).singleElement().asString().contains("POLLWATCH_HTTP_PASSWORD_FILE");

        // What Kubernetes makes of a service of such a name.
        Sources injected = Sources.none().withEnvironment("POLLWATCH_HTTP_PORT", "tcp://10.0.0.7:9477");
        assertThat(injected.load().settings().http()).isEqualTo("127.0.0.1:9477");
        assertThat(injected.warnings()).isEmpty();
    }

    @Test
    void shouldHaveNoEndpointBeyondLoopbackWhereTheFileThatMayGuardItCannotBeRead() {
        Sources sources = Sources.none()
                .withEnvironment(
                        "POLLWATCH_CONFIG", folder.resolve("absent.yaml").toString())
                .withEnvironment("POLLWATCH_HTTP", "0.0.0.0:9477");
        assertThat(sources.load().settings().http()).isEqualTo("off");
        assertThat(sources.warnings()).anyMatch(warning -> warning.endsWith("; the HTTP endpoint stays closed"));

        sources.withEnvironment("POLLWATCH_HTTP", "127.0.0.1:9480");
        assertThat(sources.load().settings().http()).isEqualTo("127.0.0.1:9480");
    }

    @Test
    void shouldTurnDashesIntoUnderscoresForTheEnvironment() {
        Settings settings = Sources.none()
                .withEnvironment("POLLWATCH_DEAD_AFTER", "7s")
                .withEnvironment("POLLWATCH_BIND_HOST_METRICS", "true")
                .load()
                .settings();

        assertThat(settings.deadAfter()).hasSeconds(7);
        assertThat(settings.bindHostMetrics()).isTrue();
    }

    @Test
    void shouldSayOnlyAtDebugThatAnEnvironmentVariableIsUnknown() {
        Sources sources = Sources.none().withEnvironment("POLLWATCH_SERVICE_HOST", "10.0.0.1");

        assertThat(sources.warnings()).isEmpty();
        assertThat(sources.messages(DEBUG)).singleElement().asString().contains("\"POLLWATCH_SERVICE_HOST\"");
        assertThat(sources.load().hasMistakes()).isFalse();
    }

    @Test
    void shouldTakeAnEmptyEnvironmentVariableAsNotSet() {
        Sources sources = Sources.none().withEnvironment("POLLWATCH_INTERVAL", "");

        assertThat(sources.warnings()).isEmpty();
        assertThat(sources.load().settings().interval()).hasSeconds(1);
    }

    @Test
    void shouldWarnOfAnUnknownSystemProperty() {
        assertThat(Sources.none().withProperty("pollwatch.http.port", "1").warnings())
                .singleElement()
                .asString()
                .contains("\"http.port\"", "system property pollwatch.http.port", "nearest");
    }

    @Test
    void shouldOverlookSystemPropertiesOfOthersAndThoseThatAreNoText() {
        Sources sources = Sources.none().withProperty("pollwatchdog.interval", "x");
        assertThat(sources.load().complaints()).isEmpty();
    }

    @Test
    void shouldTakeCommasInASystemPropertysScalarAsTheyAre() {
        assertThat(Sources.none()
                        .withProperty("pollwatch.log-file", "/tmp/a,http=b.log")
                        .load()
                        .settings()
                        .logFile())
                .isEqualTo("/tmp/a,http=b.log");
    }

    @ParameterizedTest
    @CsvSource({
        "interval, 5, a whole number with a unit",
        "interval, 9ms, from 10ms to 1h",
        "interval, 61m, from 10ms to 1h",
        "dead-after, 0s, from 1ms to 24h",
        "dead-after, 500us, 'such as 250ms, 1s, 2m or 1h'",
        "sleep-limit, never, a whole number with a unit",
        "retention, -1s, a whole number with a unit",
        "max-threads, 0, from 1 to 1000000",
        "max-threads, 1000001, from 1 to 1000000",
        "max-threads, 1e3, from 1 to 1000000",
        "fail-fast, maybe, 'true, false, on or off'",
        "jmx, 1, 'true, false, on or off'",
        "http, 70000, a port from 0 to 65535",
        "http, localhost, host:port",
        "http, :9477, host:port",
        "http, ::1:9477, '[v6]:port'",
        "http, http://localhost:9477, host:port",
        "log-level, loud, 'off, error, warn, info, debug or trace'",
    })
    void shouldNameKeyValueSourceAndWhatIsExpectedOfABadValue(String key, String value, String expected) {
        Sources fromArguments = Sources.args(key + "=" + value);
        assertThat(fromArguments.warnings())
                .singleElement()
                .asString()
                .contains("\"" + key + "\"", "\"" + value + "\"", "agent argument", expected, "the default is used");
        assertThat(fromArguments.load().settings())
                .isEqualTo(Sources.none().load().settings());
        assertThat(Sources.none().withProperty("pollwatch." + key, value).warnings())
                .singleElement()
                .asString()
                .contains("system property pollwatch." + key);
    }

    @Test
    void shouldNotFallBackToAWeakerSourceWhenTheStrongerIsBad() {
        assertThat(Sources.args("interval=x")
                        .withProperty("pollwatch.interval", "3s")
                        .load()
                        .settings()
                        .interval())
                .hasSeconds(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "9477",
                "localhost:0",
                "0.0.0.0:9477",
                "[::1]:9477",
                "[fe80::1%eth0]:1",
                "rx-1.acme_x:80",
                "off",
                "OFF"
            })
    void shouldTakeEveryFormOfAddress(String http) {
        Sources sources = Sources.args("http=" + http);

        assertThat(sources.warnings()).isEmpty();
        assertThat(sources.load().settings().http()).isEqualToIgnoringCase(http);
        assertThat(sources.load().settings().httpGiven()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"on, true", "TRUE, true", "off, false", "False, false"})
    void shouldTakeEveryFormOfAFlag(String text, boolean expected) {
        assertThat(Sources.settingsOf("enabled=" + text).enabled()).isEqualTo(expected);
    }

    @Test
    void shouldTakeBoundsThemselves() {
        Settings settings = Sources.settingsOf("interval=10ms,dead-after=24h,retention=0s,max-threads=1000000");

        assertThat(settings.interval()).hasMillis(10);
        assertThat(settings.deadAfter()).hasHours(24);
        assertThat(settings.retention()).isZero();
        assertThat(settings.maxThreads()).isEqualTo(1_000_000);
    }

    @Test
    void shouldLetDeadAfterFollowTheIntervalUnlessItWasGiven() {
        assertThat(Sources.settingsOf("interval=3s").effectiveDeadAfter()).hasSeconds(6);
        assertThat(Sources.settingsOf("interval=3s,dead-after=9s").effectiveDeadAfter())
                .isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void shouldWarnThatADeadAfterBelowTheIntervalCallsHealthyThreadsDead() {
        Sources sources = Sources.args("interval=2s,dead-after=500ms");

        assertThat(sources.load().settings().deadAfter()).hasMillis(500);
        assertThat(sources.warnings())
                .containsExactly("option \"dead-after\" (500 ms) is less than \"interval\" (2000 ms):"
                        + " a healthy thread may be called DEAD");
    }

    @Test
    void shouldFillInTheProcessIdInTheLogFile() {
        assertThat(Sources.settingsOf("log-file=/tmp/p-%p.log").logFile())
                .isEqualTo("/tmp/p-" + ProcessHandle.current().pid() + ".log");
    }

    @Test
    void shouldKeepAComplaintOnOneLineWhateverTheValueHolds() {
        assertThat(Sources.args("interval=1\n[pollwatch] forged\r\t\u001b[31m\u0085\u2028\u202e")
                        .warnings())
                .singleElement()
                .asString()
                .contains("\"1\\n[pollwatch] forged\\r\\t\\u001b[31m\\u0085\\u2028\\u202e\"")
                .doesNotContainPattern("[\\p{Cntrl}\\u0085\\u2028\\u202e]");
    }
}
