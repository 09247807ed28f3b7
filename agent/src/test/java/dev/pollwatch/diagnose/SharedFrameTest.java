package dev.pollwatch.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SharedFrameTest {

    private static final StackTraceElement RUN = frame("Rx", "run", 3);
    private static final StackTraceElement POLL = frame("Rx", "poll", 12);

    @Test
    void shouldFindTheDeepestFrameThatTwoStacksShare() {
        StackTraceElement lookup = frame("Table", "lookup", 88);
        assertThat(SharedFrame.of(List.of(frame("Hash", "a", 1), lookup, POLL, RUN), List.of(lookup, POLL, RUN)))
                .isEqualTo(lookup);
    }

    @Test
    void shouldStopAtTheFrameThatMovedOn() {
        StackTraceElement later = frame("Rx", "poll", 14);
        StackTraceElement handler = frame("Handler", "handle", 7);

        assertThat(SharedFrame.of(List.of(handler, POLL, RUN), List.of(handler, later, RUN)))
                .isEqualTo(later);
    }

    @Test
    void shouldFindNoneWhereOneStackIsMissing() {
        assertThat(SharedFrame.of(List.of(), List.of(POLL, RUN))).isNull();
    }

    private static StackTraceElement frame(String type, String method, int line) {
        return new StackTraceElement("com.acme." + type, method, type + ".java", line);
    }
}
