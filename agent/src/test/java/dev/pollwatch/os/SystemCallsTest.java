package dev.pollwatch.os;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SystemCallsTest {

    private final SystemCalls calls = SystemCalls.of("amd64");

    @Test
    void shouldNameACallByItsNumberOnThisKindOfMachine() {
        assertThat(calls.name("202 0x7f70 0x80 0x0 0x0 0x0 0x0 0x7ffd 0x7f70")).isEqualTo("futex");
        assertThat(SystemCalls.of("aarch64").name("98 0x7f70")).isEqualTo("futex");
    }

    @Test
    void shouldGiveTheNumberOfACallThatIsNotListed() {
        assertThat(calls.name("9999 0x0")).isEqualTo("system call 9999");
        assertThat(SystemCalls.of("riscv64").name("98 0x0")).isEqualTo("system call 98");
    }

    @Test
    void shouldNameNoneOfAThreadThatIsInNone() {
        assertThat(calls.name("running")).isEmpty();
        assertThat(calls.name("-1 0x7ffd 0x7f70")).isEmpty();
        assertThat(calls.name("")).isEmpty();
        assertThat(calls.of(-1)).isEmpty();
    }

    @Test
    void shouldLeaveAFileOutThatIsClosed() {
        assertThat(calls.name("0 0x7fffffff 0x0 0x1")).isEqualTo("read");
    }
}
