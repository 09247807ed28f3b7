package dev.pollwatch.keepalive;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EvidenceTest {

    private static final long MILLI = 1_000_000;

    @Test
    void shouldSayAllInOneLine() {
        assertThat(new Evidence("S", "read of /run/orders", 0, 2 * MILLI, 60 * MILLI).line())
                .isEqualTo("kernel state S in read of /run/orders, CPU 0 ms, run-queue wait 2 ms in 60 ms");
    }

    @Test
    void shouldLeaveOutWhatIsUnknown() {
        assertThat(Evidence.NONE.line()).isEmpty();
        assertThat(new Evidence("", "", 55 * MILLI, -1, 60 * MILLI).line()).isEqualTo("CPU 55 ms in 60 ms");
        assertThat(new Evidence("R", "", -1, -1, 60 * MILLI).line()).isEqualTo("kernel state R");
    }
}
