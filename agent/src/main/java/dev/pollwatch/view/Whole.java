package dev.pollwatch.view;

import dev.pollwatch.keepalive.RuleStatus;
import dev.pollwatch.keepalive.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What there is to say of a Pollwatch as a whole, besides its rows. A number is −1 when it is not known, as before the first loop is woven.
 *
 * @param version its version
 * @param pid the process that it watches
 * @param startTime when it started, epoch milliseconds
 * @param upMillis how long ago that was
 * @param intervalMillis the keepalive interval
 * @param deadAfterMillis the global time without a beat after which a thread is DEAD
 * @param paused whether verdicts are suspended
 * @param lastCheckAgeMillis time since the dispatcher last looked
 * @param hostPauseCount how many host pauses there were
 * @param hostPauseMillis how long they were together
 * @param overflowCount how many times a thread got no row
 * @param unmatchedRules the rules that no loaded class has answered to, each as {@code kind=rule}
 */
public record Whole(
        String version,
        long pid,
        long startTime,
        long upMillis,
        long intervalMillis,
        long deadAfterMillis,
        boolean paused,
        long lastCheckAgeMillis,
        long hostPauseCount,
        long hostPauseMillis,
        long overflowCount,
        List<String> unmatchedRules) {

    /** Copies the list. */
    public Whole {
        unmatchedRules = List.copyOf(unmatchedRules);
    }

    /**
     * Tells of this process.
     *
     * @param snapshot what is known
     * @param version Pollwatch's own version
     * @param rules what became of the rules
     * @return the whole
     */
    public static Whole of(Snapshot snapshot, String version, List<RuleStatus> rules) {
        List<String> unmatched = new ArrayList<>();
        for (RuleStatus rule : rules) {
            if (rule.unmatched()) {
                unmatched.add(rule.kind() + "=" + rule.rule());
            }
        }
        return new Whole(
                version,
                ProcessHandle.current().pid(),
                snapshot.startTimeMillis(),
                TimeUnit.NANOSECONDS.toMillis(snapshot.upNanos()),
                TimeUnit.NANOSECONDS.toMillis(snapshot.intervalNanos()),
                TimeUnit.NANOSECONDS.toMillis(snapshot.deadAfterNanos()),
                snapshot.paused(),
                TimeUnit.NANOSECONDS.toMillis(snapshot.lastCheckAgeNanos()),
                snapshot.hostPauses(),
                TimeUnit.NANOSECONDS.toMillis(snapshot.hostPauseNanos()),
                snapshot.overflowThreads(),
                unmatched);
    }

    /**
     * Whether the dispatcher has not looked for so long that the states mean nothing.
     *
     * @return {@code true} when it hangs or is dead; {@code false} while it is paused on purpose
     */
    public boolean watcherHangs() {
        return !paused
                && Snapshot.overdue(
                        TimeUnit.MILLISECONDS.toNanos(lastCheckAgeMillis),
                        TimeUnit.MILLISECONDS.toNanos(intervalMillis));
    }

    /**
     * The table's first line, in its parts.
     *
     * @return texts fit to print
     */
    List<String> header() {
        List<String> parts = new ArrayList<>();
        parts.add("Pollwatch " + Printable.cell(version, Printable.LONGEST_CELL));
        parts.add("pid " + pid);
        add(parts, "interval ", intervalMillis);
        add(parts, "dead after ", deadAfterMillis);
        add(parts, "up ", upMillis);
        if (hostPauseCount >= 0) {
            parts.add("host pauses " + Printable.grouped(hostPauseCount)
                    + (hostPauseCount > 0 ? " (" + elapsed(hostPauseMillis) + ")" : ""));
        }
        if (paused) {
            parts.add("PAUSED");
        } else if (watcherHangs()) {
            parts.add("NOT CHECKED FOR " + elapsed(lastCheckAgeMillis));
        }
        if (overflowCount > 0) {
            parts.add("threads without a row " + Printable.grouped(overflowCount));
        }
        return parts;
    }

    private static void add(List<String> parts, String name, long millis) {
        if (millis >= 0) {
            parts.add(name + elapsed(millis));
        }
    }

    private static String elapsed(long millis) {
        return Elapsed.text(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
