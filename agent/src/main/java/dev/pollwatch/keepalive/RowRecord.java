package dev.pollwatch.keepalive;

import java.util.EnumMap;
import java.util.Map;

/**
 * What the dispatcher knows of one row beyond what the host's threads wrote: what it saw last and when, the state, the counters. Only
 * touched under the dispatcher's lock.
 */
final class RowRecord {

    private static final long RATE_WINDOW_NANOS = 1_000_000_000L;
    /**
     * So many header passes since the check before, and the loop goes round, though it may have been caught asleep: an idle strategy that
     * parks for microseconds between packets is not SLEEP. At the default interval this is a nap of less than 8 ms.
     */
    private static final int BUSY_BEATS = 32;

    private static final int STATES = State.values().length;

    /** Two moments of one check: elapsed time for what is shown, verdict time for what is judged. */
    record Moment(long nanos, long verdictNanos, long epochMillis) {}

    private final PollRow row;
    private final long serial;

    private Verdict verdict = Verdict.initial();
    private long verdictNumber;
    private long stateSince;
    private long seenBeats;
    private long seenSleep;
    private long seenEntry;
    private long seenDeadlyExits;
    private boolean seenBlocked;
    private boolean busy;
    private int agreeing;
    private long progressAt;
    private boolean everBeat;
    private long lastBeat;
    private long lastBeatVerdict;
    private boolean reentered;
    private boolean running;
    private long acknowledgedEntry;

    private final long[] transitions = new long[STATES];
    private long stalls;
    private long endedStallNanos;
    private long longestStallNanos;
    private long stallStart;
    private long enteredAt;

    private long rateStart;
    private long rateBeats;
    private double rate;
    private boolean rated;

    private Diagnosis diagnosis = Diagnosis.NONE;

    RowRecord(PollRow row, long serial, Moment now) {
        this.row = row;
        this.serial = serial;
        this.stateSince = now.nanos();
        this.progressAt = now.verdictNanos();
        this.rateStart = now.nanos();
        this.rateBeats = HeartbeatWords.beats(row.words());
        // The thread may have come in some time before this first look; what it did since counts as news.
        this.seenBeats = row.beatsAtEntry();
    }

    /** Looks at the words, and remembers when there was progress. */
    void look(Moment now) {
        // In this order: a loop that is left and entered again between the two reads is taken as running, not as left.
        long ended = row.endedEntry();
        long entry = row.entries();
        running = ended != entry;
        long beats = HeartbeatWords.beats(row.words());
        long sleep = HeartbeatWords.sleep(row.words());
        reentered = entry != seenEntry;
        if (beats != seenBeats) {
            everBeat = true;
            lastBeat = now.nanos();
            lastBeatVerdict = now.verdictNanos();
        }
        if (reentered) {
            enteredAt = now.nanos();
        }
        if (beats != seenBeats || sleep != seenSleep || reentered) {
            progressAt = now.verdictNanos();
        }
        busy = beats - seenBeats >= BUSY_BEATS;
        boolean blocked = !busy && (HeartbeatWords.asleep(sleep) || row.innerLoop() != null);
        agreeing = blocked == seenBlocked ? agreeing + 1 : 1;
        seenBlocked = blocked;
        seenBeats = beats;
        seenSleep = sleep;
        seenEntry = entry;
        updateRate(now, beats);
    }

    /** Judges by what {@link #look} saw. */
    Verdict judge(Moment now, Timing timing) {
        return Verdict.of(
                verdict,
                new Verdict.Seen(
                        running,
                        reentered,
                        seenBeats != row.beatsAtEntry(),
                        !running || threadAlive(),
                        HeartbeatWords.asleep(seenSleep),
                        row.innerLoop() != null,
                        busy,
                        agreeing,
                        now.verdictNanos() - progressAt,
                        row.lastExit(),
                        acknowledgedEntry == seenEntry),
                timing.limitsFor(row.loop().policy()));
    }

    /** Whether either word moved since {@link #look}: asked once more before a thread is called DEAD. */
    boolean movedSince() {
        return HeartbeatWords.beats(row.words()) != seenBeats
                || HeartbeatWords.sleep(row.words()) != seenSleep
                || row.entries() != seenEntry;
    }

    /** Whether the loop was left in a deadly way since the last time this was asked, be it that it runs again by now. */
    boolean takeDeadlyExit() {
        long exits = row.deadlyExits();
        boolean since = exits != seenDeadlyExits;
        seenDeadlyExits = exits;
        return since;
    }

    /** Enters a state; gives the change to announce. */
    StateChange enter(Verdict next, Moment now, Timing timing) {
        State from = verdict.state();
        long inOld = now.nanos() - stateSince;
        long stall = 0;
        if (from == State.DEAD && next.state() != State.DEAD) {
            stall = now.nanos() - stallStart;
            endedStallNanos += stall;
            longestStallNanos = Math.max(longestStallNanos, stall);
        }
        if (next.state() == State.DEAD) {
            if (from != State.DEAD) {
                stalls++;
                stallStart = everBeat ? Math.max(lastBeat, enteredAt) : enteredAt;
            }
            diagnosis = firstWord(next.cause());
        } else {
            diagnosis = Diagnosis.NONE;
        }
        verdict = next;
        verdictNumber++;
        if (from != next.state()) {
            stateSince = now.nanos();
            transitions[next.state().ordinal()]++;
        }
        return new StateChange(toRow(now, timing), from, next.state(), inOld, stall, now.epochMillis());
    }

    void acknowledge() {
        acknowledgedEntry = row.entries();
    }

    /** Whether nothing more is to be expected of the row: left, not DEAD, its thread ended, and that for long enough. */
    boolean expired(Moment now, Timing timing) {
        return verdict.state() == State.UNUSED
                && (row.endedEntry() == row.entries() || acknowledgedEntry == row.entries())
                && !threadAlive()
                && now.nanos() - stateSince >= timing.retentionNanos();
    }

    Row toRow(Moment now, Timing timing) {
        State state = verdict.state();
        long beats = HeartbeatWords.beats(row.words());
        boolean beatSinceLook = beats != seenBeats;
        boolean beating = everBeat || beatSinceLook;
        long age = state == State.UNUSED || !beating ? -1 : beatSinceLook ? 0 : Math.max(0, now.nanos() - lastBeat);
        boolean counts = state == State.ALIVE || state == State.DEAD;
        long missed = !counts || !beating || beatSinceLook
                ? 0
                : (now.verdictNanos() - lastBeatVerdict) / timing.intervalNanos();
        long stalling = state == State.DEAD ? now.nanos() - stallStart : 0;
        HostThread runner = row.lastRunner();
        return new Row(
                serial,
                row.name(),
                row.loop().name(),
                row.loop().policy().decidesHealth(),
                state,
                Math.max(0, now.nanos() - stateSince),
                runner == null ? -1 : runner.tid(),
                runner == null ? -1 : runner.javaThreadId(),
                threadAlive(),
                beats,
                state == State.UNUSED ? 0 : rate,
                age,
                missed,
                stalls,
                endedStallNanos + stalling,
                Math.max(longestStallNanos, stalling),
                transitionsByState(),
                row.incarnation(),
                shownDiagnosis());
    }

    private Diagnosis shownDiagnosis() {
        Loop inner = row.innerLoop();
        return verdict.state() == State.SLEEP && inner != null ? Diagnosis.of("", "in " + inner.name()) : diagnosis;
    }

    private static Diagnosis firstWord(Cause cause) {
        return switch (cause) {
            case NEVER_BEAT, THREW, RETURNED, ENDED -> Diagnosis.of(cause.name(), "");
            case NONE, STALLED, OVERSLEPT -> Diagnosis.NONE;
        };
    }

    private Map<State, Long> transitionsByState() {
        Map<State, Long> byState = new EnumMap<>(State.class);
        for (State state : State.values()) {
            byState.put(state, transitions[state.ordinal()]);
        }
        return byState;
    }

    private void updateRate(Moment now, long beats) {
        long window = now.nanos() - rateStart;
        boolean whole = window >= RATE_WINDOW_NANOS;
        if (whole || (!rated && window > 0)) {
            rate = (beats - rateBeats) * 1e9 / window;
        }
        if (whole) {
            rated = true;
            rateStart = now.nanos();
            rateBeats = beats;
        }
    }

    boolean threadAlive() {
        HostThread runner = row.lastRunner();
        return runner != null && runner.alive();
    }

    void diagnosed(Diagnosis found) {
        diagnosis = found;
    }

    /** Counts the verdicts, so that a diagnosis can tell whether it is still of the present one. */
    long verdictNumber() {
        return verdictNumber;
    }

    PollRow row() {
        return row;
    }

    Verdict verdict() {
        return verdict;
    }
}
