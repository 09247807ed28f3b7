package dev.pollwatch.view.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.Stall;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.keepalive.StateChange;
import dev.pollwatch.view.RecordingLogger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class ChangeLogTest {

    private final RecordingLogger logger = new RecordingLogger();
    private final AtomicLong nanos = new AtomicLong();
    private final ChangeLog log = new ChangeLog(logger, nanos::get);

    @Test
    void shouldWarnOfADeathWithItsDiagnosis() {
        log.stateChanged(change(
                "rx-0",
                State.ALIVE,
                State.DEAD,
                0,
                new Diagnosis("BLOCKED", "held by \"admin-1\" at Table.lookup(Table.java:88)", "a\nb"),
                List.of()));

        assertThat(logger.lines(Level.WARN))
                .containsExactly(
                        "WARN \"rx-0\" com.acme.Rx#poll ALIVE -> DEAD after 2.0s: BLOCKED held by \"admin-1\" at"
                                + " Table.lookup(Table.java:88)");
        assertThat(logger.lines(Level.DEBUG)).containsExactly("DEBUG stack of \"rx-0\": a < b");
    }

    @Test
    void shouldTellARecoveryWithTheLengthOfTheStallAndItsReason() {
        log.stateChanged(
                recovery("rx-0", 8_000_000_000L, Diagnosis.of("BLOCKED", "on Table@1f2e held by \"admin-1\"")));

        assertThat(logger.lines(Level.INFO))
                .containsExactly(
                        "INFO \"rx-0\" com.acme.Rx#poll DEAD -> ALIVE after 2.0s, stalled for 8.0s, was BLOCKED on"
                                + " Table@1f2e held by \"admin-1\"");
    }

    @Test
    void shouldTellARecoveryForWhichNoReasonWasFound() {
        log.stateChanged(recovery("rx-0", 8_000_000_000L, Diagnosis.NONE));

        assertThat(logger.lines(Level.INFO))
                .containsExactly("INFO \"rx-0\" com.acme.Rx#poll DEAD -> ALIVE after 2.0s, stalled for 8.0s");
    }

    @Test
    void shouldSayHowOftenAndHowLongAThreadHasStalledBefore() {
        StateChange recovery = recovery("rx-0", 8_000_000_000L, Diagnosis.of("BLOCKED", "on Table@1f2e"));
        log.stateChanged(withStalls(recovery, 3, 21_500_000_000L, 9_000_000_000L));

        assertThat(logger.lines(Level.INFO))
                .containsExactly(
                        "INFO \"rx-0\" com.acme.Rx#poll DEAD -> ALIVE after 2.0s, stalled for 8.0s (stall 3, 21.5s in all,"
                                + " longest 9.0s), was BLOCKED on Table@1f2e");
    }

    @Test
    void shouldTellAtTheEndOfTheJvmWhatItHasFolded() {
        for (int i = 0; i < 23; i++) {
            log.stateChanged(death("rx-" + i, "BLOCKED"));
            log.stateChanged(recovery("rx-" + i, i * 1_000_000_000L, Diagnosis.NONE));
        }
        log.atExit();

        assertThat(logger.lines(Level.WARN)).last().asString().startsWith("WARN and 3 more turned DEAD ");
        assertThat(logger.lines(Level.INFO)).last().asString().startsWith("INFO and 3 more are no longer DEAD ");
    }

    @Test
    void shouldFoldThoseThatAreFoundDeadForAnotherReasonAtOnce() {
        Diagnosis before = Diagnosis.of("BLOCKED", "on Table@1f2e");
        for (int i = 0; i < 500; i++) {
            log.rediagnosed(death("rx-" + i, "SPINNING").row(), before);
        }
        log.quiet();

        assertThat(logger.lines(Level.INFO))
                .hasSize(Rush.MOST_LINES + 1)
                .startsWith("INFO \"rx-0\" com.acme.Rx#poll is still DEAD, was BLOCKED, now SPINNING")
                .last()
                .asString()
                .startsWith("INFO and 480 more are still DEAD, for another reason, in the last 0.0s (480 SPINNING): ");
    }

    @Test
    void shouldTellAHostPause() {
        log.hostPaused(1_400_000_000L);

        assertThat(logger.lines(Level.INFO))
                .containsExactly("INFO host pause: nothing could be checked for 1.4s, which is held against no thread");
    }

    @Test
    void shouldTellThatTheMachineWasSuspended() {
        log.suspended(3_600_000_000_000L);

        assertThat(logger.lines(Level.INFO))
                .containsExactly(
                        "INFO host pause: the machine was suspended for 3600.0s, which is held against no thread");
    }

    @Test
    void shouldTellTheFirstOfHundredsOfDeathsOneByOneAndTheOthersTogether() {
        for (int i = 0; i < 500; i++) {
            log.stateChanged(death("rx-" + i, i % 10 == 0 ? "SPINNING" : "BLOCKED"));
        }
        nanos.addAndGet(1_200_000_000L);
        log.quiet();

        List<String> lines = logger.lines(Level.WARN);
        assertThat(lines).hasSize(Rush.MOST_LINES + 1);
        assertThat(lines.get(19)).startsWith("WARN \"rx-19\" ");
        assertThat(lines.get(20))
                .isEqualTo("WARN and 480 more turned DEAD in the last 1.2s (48 SPINNING, 432 BLOCKED): "
                        + IntStream.range(20, 30)
                                .mapToObj(i -> "\"rx-" + i + "\" com.acme.Rx#poll")
                                .collect(Collectors.joining(", "))
                        + " …");
    }

    @Test
    void shouldFoldRecoveriesWithTheLongestStall() {
        for (int i = 0; i < 22; i++) {
            log.stateChanged(recovery("rx-" + i, i * 1_000_000_000L, Diagnosis.NONE));
        }
        log.quiet();

        assertThat(logger.lines(Level.INFO))
                .hasSize(Rush.MOST_LINES + 1)
                .last()
                .asString()
                .isEqualTo("INFO and 2 more are no longer DEAD in the last 0.0s, stalled for 21.0s at most:"
                        + " \"rx-20\" com.acme.Rx#poll, \"rx-21\" com.acme.Rx#poll");
    }

    @Test
    void shouldLoseNoDeathHoweverTheyCome() {
        Random random = new Random(4);
        int deaths = 5000;
        for (int i = 0; i < deaths; i++) {
            log.stateChanged(death("rx-" + i, "BLOCKED"));
            nanos.addAndGet(random.nextInt(20_000_000));
            if (random.nextInt(100) == 0) {
                nanos.addAndGet(1_000_000_000L);
                log.quiet();
            }
        }
        log.quiet();

        int told = 0;
        for (String line : logger.lines(Level.WARN)) {
            told += line.startsWith("WARN and ") ? Integer.parseInt(line.split(" ")[2]) : 1;
        }
        assertThat(told).isEqualTo(deaths);
    }

    @Test
    void shouldTellDeathsOneByOneAgainWhenTheRushIsOver() {
        for (int i = 0; i < 100; i++) {
            log.stateChanged(death("rx-" + i, "BLOCKED"));
        }
        nanos.addAndGet(Rush.WINDOW_NANOS);
        log.stateChanged(death("rx-100", "BLOCKED"));
        log.quiet();

        assertThat(logger.lines(Level.WARN)).hasSize(22).last().asString().startsWith("WARN \"rx-100\" ");
    }

    @Test
    void shouldTellWhatWasFoldedWithTheNextChangeOfWhateverKind() {
        for (int i = 0; i < 21; i++) {
            log.stateChanged(death("rx-" + i, "BLOCKED"));
        }
        nanos.addAndGet(Rush.WINDOW_NANOS);
        log.stateChanged(change("rx-0", State.UNUSED, State.ALIVE, 0, Diagnosis.NONE, List.of()));

        assertThat(logger.lines(Level.WARN)).last().asString().startsWith("WARN and 1 more turned DEAD ");
    }

    @Test
    void shouldFoldNoOtherChanges() {
        for (int i = 0; i < 500; i++) {
            log.stateChanged(change("rx-" + i, State.UNUSED, State.ALIVE, 0, Diagnosis.NONE, List.of()));
        }
        assertThat(logger.lines(Level.INFO)).hasSize(500);
    }

    @Test
    void shouldCutTheNamesThatItFolds() {
        for (int i = 0; i < 21; i++) {
            log.stateChanged(death("x".repeat(70_000), "BLOCKED"));
        }
        log.quiet();

        assertThat(logger.lines(Level.WARN)).last().asString().hasSizeLessThan(300);
    }

    private static StateChange death(String name, String word) {
        Diagnosis diagnosis = Diagnosis.of(word, "");
        return change(name, State.ALIVE, State.DEAD, 0, diagnosis, List.of(new Stall(0, 0, false, diagnosis)));
    }

    private static StateChange recovery(String name, long stallNanos, Diagnosis was) {
        return change(
                name,
                State.DEAD,
                State.ALIVE,
                stallNanos,
                Diagnosis.NONE,
                List.of(new Stall(0, stallNanos, true, was)));
    }

    private static StateChange withStalls(StateChange change, long count, long nanos, long longestNanos) {
        Row row = row(
                change.row().name(),
                change.to(),
                count,
                nanos,
                longestNanos,
                Diagnosis.NONE,
                change.row().lastStalls());
        return new StateChange(
                row, change.from(), change.to(), change.nanosInOld(), change.stallNanos(), change.epochMillis());
    }

    private static StateChange change(
            String name, State from, State to, long stallNanos, Diagnosis diagnosis, List<Stall> stalls) {
        return new StateChange(row(name, to, 1, 0, 0, diagnosis, stalls), from, to, 2_000_000_000L, stallNanos, 0);
    }

    private static Row row(
            String name,
            State state,
            long count,
            long nanos,
            long longestNanos,
            Diagnosis diagnosis,
            List<Stall> stalls) {
        return new Row(
                1,
                name,
                "com.acme.Rx#poll",
                true,
                state,
                0,
                4711,
                42,
                false,
                true,
                7,
                0,
                0,
                0,
                count,
                nanos,
                longestNanos,
                Map.of(),
                1,
                diagnosis,
                stalls);
    }
}
