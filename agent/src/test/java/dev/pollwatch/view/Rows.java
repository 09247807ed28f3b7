package dev.pollwatch.view;

import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.Stall;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.os.TaskFacts;
import dev.pollwatch.os.Tasks;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Rows for tests. */
public final class Rows {

    public static final String LOOP = "com.acme.Rx#poll";

    /** What a host may call its threads. */
    public static final List<String> HOSTILE_NAMES = List.of(
            "<img src=x onerror=alert(1)>\"'\n{}",
            "a,b=c:*?\\",
            "",
            "\uD83D\uDE80 \u65E5\u672C\u8A9E",
            "lone \uD83D surrogate",
            "\u0000\u0007\u001B[31mred\r\t\u0085\u2028\u202E",
            "\\n \\\" literal",
            "|#2",
            "x".repeat(70_000));

    /** A kernel that says nothing. */
    public static final Tasks NO_TASKS = tid -> TaskFacts.UNKNOWN;

    /** A kernel that says the same of each thread. */
    public static final Tasks TASKS = tid -> new TaskFacts(3, "0-3,8", "R", 99.5, 2_500_000_000L, 40_000_000L, 17, 4);

    private Rows() {}

    public static Row row(long serial, String name, State state) {
        return row(serial, name, state, 4730 + serial, 1, Diagnosis.NONE);
    }

    public static Row dead(long serial, String name, Diagnosis diagnosis) {
        return row(serial, name, State.DEAD, 4730 + serial, 1, diagnosis);
    }

    public static Row row(long serial, String name, State state, long tid, long incarnation, Diagnosis diagnosis) {
        boolean dead = state == State.DEAD;
        Map<State, Long> transitions = new EnumMap<>(State.class);
        transitions.put(State.ALIVE, 2L);
        transitions.put(State.DEAD, dead ? 1L : 0L);
        return new Row(
                serial,
                name,
                LOOP,
                true,
                state,
                Duration.ofSeconds(12).toNanos(),
                tid,
                20 + serial,
                false,
                true,
                1_000_000,
                dead ? 0 : 1_204_551.4,
                state == State.UNUSED ? -1 : dead ? Duration.ofMillis(14_100).toNanos() : 200_000,
                dead ? 14 : 0,
                dead ? 1 : 0,
                dead ? Duration.ofMillis(14_100).toNanos() : 0,
                dead ? Duration.ofMillis(14_100).toNanos() : 0,
                transitions,
                incarnation,
                diagnosis,
                dead
                        ? List.of(new Stall(
                                1_700_000_000_000L, Duration.ofMillis(14_100).toNanos(), false, diagnosis))
                        : List.of());
    }

    /** The same row with stalls that are over. */
    public static Row recovered(Row row, Stall... newestFirst) {
        return new Row(
                row.serial(),
                row.name(),
                row.loop(),
                row.decidesHealth(),
                row.state(),
                row.stateSinceNanos(),
                row.tid(),
                row.javaThreadId(),
                row.virtual(),
                row.threadAlive(),
                row.heartbeats(),
                row.heartbeatsPerSecond(),
                row.lastHeartbeatAgeNanos(),
                row.missedHeartbeats(),
                newestFirst.length,
                row.stallNanos(),
                row.longestStallNanos(),
                row.transitions(),
                row.incarnation(),
                row.diagnosis(),
                List.of(newestFirst));
    }

    public static Row withoutSayInHealth(Row row) {
        return new Row(
                row.serial(),
                row.name(),
                row.loop(),
                false,
                row.state(),
                row.stateSinceNanos(),
                row.tid(),
                row.javaThreadId(),
                row.virtual(),
                row.threadAlive(),
                row.heartbeats(),
                row.heartbeatsPerSecond(),
                row.lastHeartbeatAgeNanos(),
                row.missedHeartbeats(),
                row.stalls(),
                row.stallNanos(),
                row.longestStallNanos(),
                row.transitions(),
                row.incarnation(),
                row.diagnosis(),
                row.lastStalls());
    }

    public static Row virtual(Row row) {
        return new Row(
                row.serial(),
                row.name(),
                row.loop(),
                row.decidesHealth(),
                row.state(),
                row.stateSinceNanos(),
                -1,
                row.javaThreadId(),
                true,
                true,
                row.heartbeats(),
                row.heartbeatsPerSecond(),
                row.lastHeartbeatAgeNanos(),
                row.missedHeartbeats(),
                row.stalls(),
                row.stallNanos(),
                row.longestStallNanos(),
                row.transitions(),
                row.incarnation(),
                row.diagnosis(),
                row.lastStalls());
    }

    public static Row ended(Row row) {
        return new Row(
                row.serial(),
                row.name(),
                row.loop(),
                row.decidesHealth(),
                row.state(),
                row.stateSinceNanos(),
                row.tid(),
                row.javaThreadId(),
                row.virtual(),
                false,
                row.heartbeats(),
                row.heartbeatsPerSecond(),
                row.lastHeartbeatAgeNanos(),
                row.missedHeartbeats(),
                row.stalls(),
                row.stallNanos(),
                row.longestStallNanos(),
                row.transitions(),
                row.incarnation(),
                row.diagnosis(),
                row.lastStalls());
    }
}
