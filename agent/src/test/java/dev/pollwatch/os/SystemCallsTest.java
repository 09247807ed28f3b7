package dev.pollwatch.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SystemCallsTest {

    private final SystemCalls calls = SystemCalls.of("amd64");

    @Test
    void shouldNameACallByItsNumberOnThisKindOfMachine() {
        assertThat(calls.name("202 0x7f70 0x80 0x0 0x0 0x0 0x0 0x7ffd 0x7f70")).isEqualTo("futex");
        assertThat(SystemCalls.of("aarch64").name("98 0x7f70")).isEqualTo("futex");
    }

    /** Where the kernel's headers are to be had, which have those of every machine. */
    @ParameterizedTest
    @CsvSource({"amd64,/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "aarch64,/usr/include/asm-generic/unistd.h"})
    void shouldHaveTheKernelsNumbers(String machine, Path header) throws IOException {
        assumeTrue(Files.isReadable(header));
        // Some depend on what else is defined, and have two names.
        Map<String, Set<String>> names = new HashMap<>();
        for (String line : Files.readAllLines(header)) {
            Matcher call = Pattern.compile("#define __NR(?:3264)?_(\\w+)\\s+(\\d+)\\s*")
                    .matcher(line);
            if (call.matches()) {
                names.computeIfAbsent(call.group(2), none -> new HashSet<>()).add(call.group(1));
            }
        }
        SystemCalls known = SystemCalls.of(machine);
        int compared = 0;
        for (Map.Entry<String, Set<String>> call : names.entrySet()) {
            String name = known.name(call.getKey());
            if (!name.startsWith("system call ")) {
                compared++;
                assertThat(call.getValue())
                        .as(call.getKey())
                        .containsAnyOf(name, name.replace("newfstatat", "fstatat"));
            }
        }
        assertThat(compared).isGreaterThan(70);
    }

    @Test
    void shouldKnowAThreadThatIsInACall() {
        AtomicLong tid = new AtomicLong();
        Thread thread = new Thread(() -> {
            tid.set(CurrentThread.tid());
            LockSupport.park();
        });
        thread.start();
        try {
            await().until(() -> SystemCalls.ofThisMachine().of(tid.get()).equals("futex"));
            assertThat(SystemCalls.isInOne(tid.get())).isTrue();
            assertThat(SystemCalls.isInOne(-1)).as("unknown").isTrue();
        } finally {
            thread.interrupt();
        }
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
