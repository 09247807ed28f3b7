package dev.pollwatch.diagnose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pollwatch.os.CurrentThread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a kernel that says what the test wants it to. */
class SafepointRiskTest {

    private static final long RX_0 = 4711;
    private static final long RX_1 = 4712;

    private final Map<Long, String> states = new HashMap<>(Map.of(RX_0, "S", RX_1, "S"));
    private final Set<Long> outsideOfCalls = new HashSet<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final StuckThreads threads = new StuckThreads();
    private Map<Long, Long> moves = Map.of(RX_0, 7L, RX_1, 7L);

    private final SafepointRisk.Kernel kernel = new SafepointRisk.Kernel() {
        @Override
        public String state(long tid) {
            asked.incrementAndGet();
            return states.getOrDefault(tid, "S");
        }

        @Override
        public boolean isInSystemCall(long tid) {
            return !outsideOfCalls.contains(tid);
        }
    };

    @AfterEach
    void close() {
        threads.close();
    }

    @Test
    void shouldSeeNoneWhereAllSleepInSystemCalls() {
        states.put(RX_1, "D");

        assertThat(onG1().ofAsking(RX_0)).isEmpty();
        assertThat(onG1().ofOthers()).isEmpty();
        assertThat(onSerial().ofAsking(RX_1)).isEmpty();
        assertThat(onSerial().ofOthers()).isEmpty();
    }

    @Test
    void shouldSeeOneInAThreadThatWaitsForAPageOfAFile() {
        states.put(RX_1, "D");
        outsideOfCalls.add(RX_1);

        assertThat(onG1().ofAsking(RX_1)).isEqualTo(SafepointRisk.FETCHING);
        assertThat(onG1().ofOthers()).isEqualTo(SafepointRisk.OTHER_FETCHES);
        assertThat(onSerial().ofOthers()).isEqualTo(SafepointRisk.OTHER_FETCHES);
    }

    @Test
    void shouldSeeOneInAThreadThatRunsOnlyWhereCountedLoopsDoNotPoll() {
        states.put(RX_1, "R");

        assertThat(onG1().ofAsking(RX_1)).isEmpty();
        assertThat(onG1().ofOthers()).isEmpty();
        assertThat(onSerial().ofAsking(RX_1)).isEqualTo(SafepointRisk.RUNNING);
        assertThat(onSerial().ofOthers()).isEqualTo(SafepointRisk.OTHER_RUNS);
    }

    @Test
    void shouldRememberWhoGetsNoCpuUntilThatOneGoesOn() {
        states.put(RX_1, "R");
        SafepointRisk risk = onG1();
        risk.found(RX_1, true);

        assertThat(risk.ofOthers()).isEqualTo(SafepointRisk.STARVES);
        moves = Map.of(RX_0, 7L);
        assertThat(risk.ofOthers()).isEmpty();
        moves = Map.of(RX_0, 7L, RX_1, 7L);
        risk.found(RX_1, false);
        assertThat(risk.ofOthers()).isEmpty();
    }

    @Test
    void shouldGiveAHostThatStoodStillTimeBeforeTheNextStack() {
        SafepointRisk risk = onSerial();
        risk.took(1_000_000_000L);

        assertThat(risk.ofOthers()).isEqualTo(SafepointRisk.LATELY);
    }

    @Test
    void shouldSeeNoneOnAJdkWhereOnlyTheOneWhoAsksWaits() {
        states.put(RX_1, "R");
        SafepointRisk risk = new SafepointRisk(false, false, () -> moves, kernel);
        risk.took(1_000_000_000L);
        risk.found(RX_1, true);

        assertThat(risk.ofAsking(RX_1)).isEmpty();
        assertThat(risk.ofOthers()).isEmpty();
    }

    @Test
    void shouldNotLookAtAllOthersAnewForEachOfHundreds() {
        Stacks stacks = new Stacks(() -> moves, false, kernel);
        assumeTrue(stacks.stopsAll(), "no stack stops all threads on this JDK");
        threads.start("rx-0", LockSupport::park);
        threads.awaitState("rx-0", Thread.State.WAITING);
        int count = 500;
        List<Stacks.Target> targets = new ArrayList<>();
        Map<Long, Long> many = new HashMap<>();
        moves = many;
        for (int i = 0; i < count; i++) {
            Thread thread = threads.thread("rx-0");
            long tid = 10_000 + i;
            many.put(tid, 7L);
            targets.add(new Stacks.Target(thread, tid, CurrentThread.javaId(thread)));
        }

        assertThat(stacks.of(targets))
                .hasSize(count)
                .noneMatch(taken -> taken.frames().isEmpty());
        assertThat(asked.get()).isLessThan(count * 20);
    }

    private SafepointRisk onG1() {
        return new SafepointRisk(true, true, () -> moves, kernel);
    }

    private SafepointRisk onSerial() {
        return new SafepointRisk(true, false, () -> moves, kernel);
    }
}
