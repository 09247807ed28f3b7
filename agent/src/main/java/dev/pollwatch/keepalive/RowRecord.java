package dev.pollwatch.keepalive;

import org.jspecify.annotations.Nullable;

/**
 * What the dispatcher knows of one row beyond what the host's threads wrote: what it saw last and when, the state, the counters. Only
 * touched under the dispatcher's lock.
 */
final class RowRecord {

    /**
     * The moment of one check.
     *
     * @param nanos elapsed time, for what is shown
     * @param verdictNanos verdict time, for what is judged
     * @param smallDelayNanos what the verdict time lacks because of small delays
     * @param epochMillis wall-clock time, for what is told
     */
    record Moment(long nanos, long verdictNanos, long smallDelayNanos, long epochMillis) {

        /** For a dead-after of minutes, which a few percent of small delays would put off for longer than anybody expects. */
        private static final long LONGEST_DELAY_NANOS = 60_000_000_000L;

        /**
         * For how long since then a thread is held to have made no progress: the verdict time, and where delays of up to 50 ms add up to
         * more than a minute, all but that minute.
         */
        long heldSince(Moment since) {
            long delay = smallDelayNanos - since.smallDelayNanos;
            return verdictNanos - since.verdictNanos + Math.max(0, delay - LONGEST_DELAY_NANOS);
        }
    }

    private final PollRow row;
    private final long serial;

    private Verdict verdict = Verdict.initial();
    private long verdictNumber;
    private long stateSince;
    private final Sighting seen;
    private long seenThrowableExits;
    private long seenDeadlyReturns;
    private long acknowledgedEntry;
    private final TransitionTally transitions = new TransitionTally();
    private final StallHistory stalls;
    private final BeatRate rate;
    private Diagnosis diagnosis = Diagnosis.NONE;
    private Diagnoses.Pending pending = Diagnoses.Pending.NONE;

    RowRecord(PollRow row, long serial, Moment now, KeptTexts texts) {
        this.row = row;
        this.serial = serial;
        this.stalls = new StallHistory(texts);
        this.seen = new Sighting(row, now);
        this.stateSince = now.nanos();
        this.rate = new BeatRate(now.nanos(), HeartbeatWords.beats(row.words()));
    }

    /** Looks at all that the thread writes. */
    void look(Moment now, Timing timing) {
        seen.look(now, timing, verdict);
        rate.update(now.nanos(), seen.beats());
    }

    /** Takes note, between two checks, of whether there was progress. */
    void glimpse(Moment now) {
        seen.glimpse(now);
    }

    /** Judges by what {@link #look} saw. */
    Verdict judge(Moment now, Timing timing, @Nullable IdleQuestions questions) {
        return seen.restsUnseen()
                ? Verdict.initial()
                : Verdict.of(
                        verdict,
                        seen.toJudge(now, timing, questions, acknowledged()),
                        timing.limitsFor(row.loop().policy()));
    }

    /**
     * How long it will be until it is called DEAD, should it go on showing no progress.
     *
     * @return verdict time, {@link Long#MAX_VALUE} where that is not to be foreseen
     */
    long nanosToDeath(Moment now, Timing timing) {
        if (verdict.state() == State.DEAD || !seen.standsStill(verdict)) {
            return Long.MAX_VALUE;
        }
        long deadAfter = timing.limitsFor(row.loop().policy()).deadAfterNanos();
        long left = deadAfter - now.heldSince(seen.stalledFrom());
        return left > 0 ? left : Long.MAX_VALUE;
    }

    private boolean acknowledged() {
        return acknowledgedEntry == seen.entry();
    }

    /** Whether it stands still in its loop, so that a look at its stack might explain it. */
    boolean standsStill() {
        return seen.standsStill(verdict);
    }

    /** Asks whether it is idle, when it is time. */
    void ask(IdleQuestions questions, Moment now, Timing timing) {
        seen.ask(questions, now, timing, verdict);
    }

    /** Whether either word moved since {@link #look}: asked once more before a thread is called DEAD. */
    boolean movedSince() {
        return seen.movedSince();
    }

    /** How the loop was left in a deadly way since the last time this was asked, be it that it runs again by now. */
    Cause takeDeadlyExit() {
        long throwableExits = row.throwableExits();
        long deadlyReturns = row.deadlyReturns();
        Cause cause = throwableExits != seenThrowableExits
                ? Cause.THREW
                : deadlyReturns != seenDeadlyReturns ? Cause.RETURNED : Cause.NONE;
        seenThrowableExits = throwableExits;
        seenDeadlyReturns = deadlyReturns;
        return cause;
    }

    /** Enters a state; gives the change to announce. */
    StateChange enter(Verdict next, Moment now, Timing timing) {
        State from = verdict.state();
        long inOld = now.nanos() - stateSince;
        long stall = 0;
        if (from == State.DEAD && next.state() != State.DEAD) {
            stall = stalls.end(now.nanos());
        }
        verdict = next;
        verdictNumber++;
        if (next.state() == State.DEAD) {
            diagnosis = Diagnosis.firstWordOf(next.cause());
            if (from != State.DEAD) {
                stalls.begin(seen.stalledFrom(), verdictNumber, diagnosis);
            } else {
                stalls.goOn(verdictNumber, diagnosis);
            }
            if (next.cause().left()) {
                takeDeadlyExit();
            }
        } else {
            diagnosis = Diagnosis.NONE;
        }
        if (from != next.state()) {
            stateSince = now.nanos();
            transitions.count(next.state());
        }
        return new StateChange(toRow(now, timing), from, next.state(), inOld, stall, now.epochMillis());
    }

    void acknowledge() {
        // The entering that the verdict is of; the loop may have been entered again since the last look.
        acknowledgedEntry = seen.entry();
    }

    /** Whether nothing more is to be expected of the row: its loop left, not DEAD, its thread gone, and that for long enough. */
    boolean expired(Moment now, Timing timing) {
        Moment gone = seen.goneSince(acknowledged());
        return verdict.state() == State.UNUSED
                && gone != null
                && now.nanos() - Math.max(stateSince, gone.nanos()) >= timing.retentionNanos();
    }

    Row toRow(Moment now, Timing timing) {
        State state = verdict.state();
        boolean dead = state == State.DEAD;
        long beats = HeartbeatWords.beats(row.words());
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
                runner != null && runner.virtual(),
                seen.threadAlive(),
                beats,
                state == State.UNUSED ? 0 : rate.perSecond(),
                seen.beatAge(now, beats, verdict),
                seen.missedBeats(now, beats, timing, verdict),
                stalls.count(),
                stalls.nanos(dead, now.nanos()),
                stalls.longestNanos(dead, now.nanos()),
                transitions.byState(),
                row.incarnation(),
                shownDiagnosis(),
                stalls.last(now.nanos()));
    }

    private Diagnosis shownDiagnosis() {
        Diagnosis remark = seen.remark(verdict.state());
        return remark.equals(Diagnosis.NONE) ? diagnosis : remark;
    }

    /**
     * Enters what was found of a verdict, which may be past by now.
     *
     * @param ofVerdict the verdict's number
     * @param found what was found
     * @param late whether the thread went on before
     */
    void diagnosed(long ofVerdict, Diagnosis found, boolean late) {
        stalls.diagnosed(ofVerdict, found, late);
        if (ofVerdict == verdictNumber) {
            diagnosis = found;
        }
    }

    Diagnosis diagnosis() {
        return diagnosis;
    }

    /** What is to come, or came, of the search for the reason of the present stall. */
    Diagnoses.Pending pending() {
        return pending;
    }

    void pending(Diagnoses.Pending next) {
        pending = next;
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
