package dev.pollwatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pollwatch.view.Whole;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusJsonTest {

    private static final String THREAD = "{\"unheardOf\":1,\"state\":\"DEAD\",\"name\":\"rx\\u001b[31m\\u007f\\u009b\","
            + "\"loop\":\"com.acme.Rx#poll\",\"stateSinceMillis\":1,\"tid\":7,\"core\":-1,\"heartbeatsPerSecond\":0.5,"
            + "\"lastHeartbeatAgeMillis\":9,\"stalls\":1,\"diagnosis\":\"THREW\",\"diagnosisDetail\":\"it\","
            + "\"kernelState\":\"\",\"lastStalls\":[{\"over\":false,\"startTime\":3,\"lengthMillis\":2,"
            + "\"diagnosis\":\"THREW\",\"diagnosisDetail\":\"\"}]}";

    private static HostStatus status(String threads) throws Exception {
        Whole whole = new Whole("1.0.0", 4711, 1, 2, 3, 4, false, 5, 6, 7, 8, List.of("loop=com.acme.Rx#pol"));
        return HostStatus.of(whole, "http://127.0.0.1:1/", Fields.listOf(parsed(threads)));
    }

    private static Object parsed(String json) throws IOException {
        return JsonValues.read(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void printsTheSameKeysInTheSameOrderInPureAscii() throws Exception {
        assertThat(StatusJson.of(status("[" + THREAD + "]")))
                .isEqualTo(
                        "{\"version\":\"1.0.0\",\"pid\":4711,\"httpAddress\":\"http://127.0.0.1:1/\",\"startTime\":1,"
                                + "\"upMillis\":2,\"intervalMillis\":3,\"deadAfterMillis\":4,\"paused\":false,"
                                + "\"lastCheckAgeMillis\":5,\"hostPauseCount\":6,\"hostPauseMillis\":7,\"overflowCount\":8,"
                                + "\"threadCount\":1,\"aliveCount\":0,\"sleepCount\":0,\"unusedCount\":0,\"deadCount\":1,"
                                + "\"unmatchedRules\":[\"loop=com.acme.Rx#pol\"],\"threads\":[{\"name\":"
                                + "\"rx\\u001B[31m\\u007f\\u009B\",\"loop\":\"com.acme.Rx#poll\",\"state\":\"DEAD\","
                                + "\"stateSinceMillis\":1,\"tid\":7,\"core\":-1,\"heartbeatsPerSecond\":0.5,"
                                + "\"lastHeartbeatAgeMillis\":9,\"stalls\":1,\"lastStalls\":[{\"startTime\":3,"
                                + "\"lengthMillis\":2,\"over\":false,\"diagnosis\":\"THREW\",\"diagnosisDetail\":\"\"}],"
                                + "\"diagnosis\":\"THREW\",\"diagnosisDetail\":\"it\",\"kernelState\":\"\"}]}");
    }

    @Test
    void tellsScriptsByTheExitCode() throws Exception {
        assertThat(status("[]").exitCode()).isZero();
        assertThat(status("[" + THREAD + "]").exitCode()).isEqualTo(2);
        assertThat(status("[" + THREAD.replace("DEAD", "SLEEP") + "]").exitCode())
                .isZero();
        Whole hangs = new Whole("1.0.0", 4711, 1, 2, 1000, 4, false, 60_000, 6, 7, 8, List.of());
        assertThat(HostStatus.of(hangs, "", List.of()).exitCode()).isEqualTo(3);
    }

    @Test
    void namesWhatAnAnswerLacks() {
        assertThatThrownBy(() -> status("[{\"name\":\"rx\"}]"))
                .isInstanceOf(Fields.MissingException.class)
                .hasMessage("loop");
        assertThatThrownBy(() -> status("[1]")).isInstanceOf(Fields.MissingException.class);
        assertThatThrownBy(() -> status("{}")).isInstanceOf(Fields.MissingException.class);
    }

    @Test
    void refusesWhatIsNoJson() {
        for (String text : List.of("", "hello", "{", "[1,", "{\"a\":", "{} {}", "[".repeat(100_000))) {
            assertThatThrownBy(() -> parsed(text)).isInstanceOf(IOException.class);
        }
    }
}
