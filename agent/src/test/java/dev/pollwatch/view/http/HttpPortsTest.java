package dev.pollwatch.view.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.view.FakeKeepalive;
import dev.pollwatch.view.RecordingLogger;
import dev.pollwatch.view.Rows;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

/** Where the endpoint listens. */
class HttpPortsTest {

    private final RecordingLogger log = new RecordingLogger();
    private final HttpView view = view();

    @AfterEach
    void close() {
        view.close();
    }

    private HttpView view() {
        return new HttpView(new FakeKeepalive(), Rows.TASKS, "1.0.0", List::of, null, Protection.NONE, log);
    }

    @Test
    void warnsOfATakenPortThatTheUserGave() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            assertThat(view.start(HttpAddress.parse(address), true)).isFalse();

            assertThat(view.address()).isEmpty();
            assertThat(log.lines(Level.WARN)).hasSize(1).first().asString().contains(address, "in use", "http=off");
        }
    }

    @Test
    void warnsOfAHostThatIsNotHere() {
        assertThat(view.start(new HttpAddress("no.such.host.invalid", 80), true))
                .isFalse();
        assertThat(log.lines(Level.WARN)).hasSize(1).first().asString().contains("no.such.host.invalid:80");
    }

    @Test
    void takesTheNextFreePortWhileItIsOnlyTheDefault() {
        HttpView first = view();
        try {
            assertThat(first.start(HttpAddress.DEFAULT, false)).isTrue();
            assertThat(view.start(HttpAddress.DEFAULT, false)).isTrue();
            assertThat(URI.create(view.address()).getPort()).isBetween(9478, 9492);
            assertThat(log.lines(Level.WARN)).isEmpty();
        } finally {
            first.close();
        }
    }

    @Test
    void staysAwayWhenOff() {
        assertThat(view.start(HttpAddress.OFF, true)).isFalse();
        assertThat(view.address()).isEmpty();
        assertThat(log.lines(Level.WARN)).isEmpty();
    }
}
