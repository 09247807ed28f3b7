package dev.pollwatch.view.jfr;

import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.Stall;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.keepalive.StateChange;
import dev.pollwatch.view.Rows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Deaths and recoveries. The thread beats, sleeps for a second, wakes, and goes on no more. */
final class Stalls {

    static final Duration LENGTH = Duration.ofSeconds(2);
    private static final Duration SINCE_LAST_BEAT = Duration.ofSeconds(3);
    static final Instant LAST_BEAT = Instant.ofEpochMilli(1_700_000_000_456L);
    private static final Instant BEGIN = LAST_BEAT.plus(SINCE_LAST_BEAT).minus(LENGTH);

    private Stalls() {}

    static StateChange death(long serial, Diagnosis why) {
        return death(serial, "rx-0", SINCE_LAST_BEAT.toNanos(), why);
    }

    static StateChange deathOf(String name, Diagnosis why) {
        return death(7, name, SINCE_LAST_BEAT.toNanos(), why);
    }

    static StateChange deathWithoutABeat(long serial, Diagnosis why) {
        return death(serial, "rx-0", -1, why);
    }

    private static StateChange death(long serial, String name, long age, Diagnosis why) {
        Stall stall = new Stall(BEGIN.toEpochMilli(), LENGTH.toNanos(), false, why);
        return new StateChange(
                row(serial, name, State.DEAD, age, why, stall),
                State.ALIVE,
                State.DEAD,
                5_000_000_000L,
                0,
                BEGIN.plus(LENGTH).toEpochMilli());
    }

    static StateChange recovery(long serial, Duration length, Diagnosis why) {
        Stall stall = new Stall(BEGIN.toEpochMilli(), length.toNanos(), true, why);
        return new StateChange(
                row(serial, "rx-0", State.ALIVE, 200_000, Diagnosis.NONE, stall),
                State.DEAD,
                State.ALIVE,
                length.minus(LENGTH).toNanos(),
                length.toNanos(),
                BEGIN.plus(length).toEpochMilli());
    }

    private static Row row(long serial, String name, State state, long beatAge, Diagnosis why, Stall stall) {
        return new Row(
                serial,
                name,
                Rows.LOOP,
                true,
                state,
                0,
                4730 + serial,
                20 + serial,
                false,
                true,
                beatAge < 0 ? 0 : 1_000_000,
                0,
                beatAge,
                2,
                1,
                stall.nanos(),
                stall.nanos(),
                Map.of(State.DEAD, 1L),
                1,
                why,
                List.of(stall));
    }
}
