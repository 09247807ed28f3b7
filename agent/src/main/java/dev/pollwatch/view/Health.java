package dev.pollwatch.view;

import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.Snapshot;
import dev.pollwatch.keepalive.State;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whether all is well, judged from one snapshot.
 *
 * @param status the verdict
 * @param reason why it is not UP, in a sentence; empty when it is
 * @param threads how many rows there are
 * @param alive how many are ALIVE
 * @param sleep how many are SLEEP
 * @param unused how many are UNUSED
 * @param dead how many are DEAD, whether they decide or not
 * @param lastCheckAgeMillis time since the dispatcher last looked, milliseconds
 * @param deadRows the rows that are DEAD, those that do not decide included
 */
public record Health(
        HealthStatus status,
        String reason,
        int threads,
        int alive,
        int sleep,
        int unused,
        int dead,
        long lastCheckAgeMillis,
        List<Row> deadRows) {

    /** Copies the list. */
    public Health {
        deadRows = List.copyOf(deadRows);
    }

    /**
     * Judges a snapshot. A watcher that hangs must not look like good health, so an old last check is DOWN as well.
     *
     * @param snapshot what is known
     * @return the verdict
     */
    public static Health of(Snapshot snapshot) {
        List<Row> deadRows = new ArrayList<>();
        int deciding = 0;
        for (Row row : snapshot.rows()) {
            if (row.state() == State.DEAD) {
                deadRows.add(row);
                deciding += row.decidesHealth() ? 1 : 0;
            }
        }
        HealthStatus status = HealthStatus.UP;
        String reason = "";
        if (snapshot.paused()) {
            status = HealthStatus.PAUSED;
            reason = "Pollwatch is paused: the states are frozen.";
        } else if (snapshot.watcherHangs()) {
            status = HealthStatus.DOWN;
            reason = "The dispatcher has not looked for " + Elapsed.text(snapshot.lastCheckAgeNanos())
                    + ": the states below are old.";
        } else if (deciding > 0) {
            status = HealthStatus.DOWN;
            reason = deciding == 1 ? "1 thread is DEAD." : deciding + " threads are DEAD.";
        }
        return new Health(
                status,
                reason,
                snapshot.rows().size(),
                snapshot.count(State.ALIVE),
                snapshot.count(State.SLEEP),
                snapshot.count(State.UNUSED),
                deadRows.size(),
                TimeUnit.NANOSECONDS.toMillis(snapshot.lastCheckAgeNanos()),
                deadRows);
    }
}
