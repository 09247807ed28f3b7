package dev.pollwatch.keepalive;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the dispatcher knows of one row beyond what the host's threads wrote: what it saw last and when, the state, the counters. Only
 * touched under the dispatcher's lock.
 */
final class RowRecord {

    /**
     * So many header passes since the check before, and the loop goes round, though it may have been caught asleep: an idle strategy that
     * parks for microseconds between packets is not SLEEP. At the default interval this is a nap of less than 8 ms.
     */
    private static final int BUSY_BEATS = 32;

    private static final String UNTOUCHED = "in the loop since before it was woven; will beat when next entered";

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
    private long seenThrowableExits;
    private long seenDeadlyReturns;
    private boolean seenBlocked;
    private boolean seenThreadAlive;
    private boolean seenInnerLoop;
    private boolean seenUntouched;
    private Tenure seenTenure = Tenure.ENTERED;
    private final LoopAround around = new LoopAround();
    private Exit seenExit = Exit.RETURNED;
    private boolean running;
    private boolean reentered;
    private boolean beaten;
    private boolean busy;
    private int agreeing;
    private Moment progress;
    private Moment entered;
    private Moment asleepFrom;
    private @Nullable Moment lastBeat;
    private @Nullable Moment goneSince;
    private long acknowledgedEntry;
    private final Idling idling = new Idling();
    private Idling.Guess guess = Idling.Guess.NONE;

    private final long[] transitions = new long[STATES];
    private final StallTally stalls = new StallTally();
    private final BeatRate rate;
    private Diagnosis diagnosis = Diagnosis.NONE;

    RowRecord(PollRow row, long serial, Moment now) {
        this.row = row;
        this.serial = serial;
        this.stateSince = now.nanos();
        this.progress = now;
        this.entered = now;
        this.asleepFrom = now;
        this.rate = new BeatRate(now.nanos(), HeartbeatWords.beats(row.words()));
        // The thread may have come in some time before this first look; what it did since counts as news.
        this.seenBeats = row.beatsAtEntry();
    }

    /**
     * Looks at all that the thread writes, and remembers when there was progress. The order of the reads matters, since the thread
     * goes on meanwhile; each read is safe against what may happen before the next.
     */
    void look(Moment now, Timing timing) {
        // Before the entering: a loop that is left and entered again in between is taken as running, not as left.
        long ended = row.endedEntry();
        long entry = row.entries();
        seenThreadAlive = threadAlive();
        if (!seenThreadAlive) {
            // After the thread: one that has just left the loop and then ended did not end inside.
            ended = row.endedEntry();
            row.offer();
        }
        running = ended < entry;
        seenTenure = row.tenure();
        seenExit = row.lastExit();
        // Before the words: who comes back from an inner loop shows progress first.
        seenInnerLoop = row.innerLoop() != null;
        long beatsAtEntry = row.beatsAtEntry();
        long beats = HeartbeatWords.beats(row.words());
        long sleep = HeartbeatWords.sleep(row.words());

        boolean beat = beats != seenBeats;
        reentered = entry != seenEntry;
        beaten = running ? beats != beatsAtEntry : beat;
        if (beat) {
            lastBeat = now;
        }
        if (reentered) {
            entered = now;
        }
        seenUntouched = row.untouched() && !seenInnerLoop;
        if (seenTenure == Tenure.ADOPTED && running) {
            // It may be that what tells of its going round are its sleeps alone.
            beaten = !seenUntouched;
        }
        boolean moved =
                around.look(row, running && seenTenure == Tenure.CALLED) || beat || sleep != seenSleep || reentered;
        idling.takeAnswer();
        if (moved) {
            progress = now;
            idling.progressed();
        }
        guess = idling.guess(now, moved, timing, deadAfterNanos(timing));
        boolean mayOversleep = verdict.state() == State.SLEEP || verdict.cause() == Cause.OVERSLEPT;
        if (beat || reentered || seenInnerLoop || !mayOversleep) {
            asleepFrom = now;
        }
        busy = beats - seenBeats >= BUSY_BEATS;
        boolean blocked = !busy
                && (HeartbeatWords.asleep(sleep)
                        || seenInnerLoop
                        || around.asleepIn() != null
                        || guess != Idling.Guess.NONE);
        agreeing = blocked == seenBlocked ? agreeing + 1 : 1;
        seenBlocked = blocked;
        if (!blocked && agreeing >= Verdict.AGREEING_CHECKS) {
            idling.goesRound();
        }
        seenBeats = beats;
        seenSleep = sleep;
        seenEntry = entry;
        goneSince = threadGone() ? (goneSince == null ? now : goneSince) : null;
        rate.update(now.nanos(), beats);
    }

    /** Whether it is of no use now: nothing was seen to be expected of it, or it ended where its exit cannot be seen. */
    private boolean restsUnseen() {
        return running
                && seenTenure.exitUnseen()
                && (!seenThreadAlive || (seenTenure == Tenure.ADOPTED && seenUntouched));
    }

    /** Judges by what {@link #look} saw. */
    Verdict judge(Moment now, Timing timing) {
        if (restsUnseen()) {
            return Verdict.initial();
        }
        boolean asleep = HeartbeatWords.asleep(seenSleep);
        // Naps without a header pass between them are one sleep: an inner loop that waits for ever oversleeps, too.
        boolean sleeps = (asleep && !seenInnerLoop && !busy) || guess == Idling.Guess.IDLE;
        long without = sleeps ? now.verdictNanos() - asleepFrom.verdictNanos() : awakeNanos(now);
        return Verdict.of(
                verdict,
                new Verdict.Seen(
                        running,
                        reentered,
                        beaten,
                        !running || seenThreadAlive,
                        asleep,
                        seenInnerLoop || around.asleepIn() != null,
                        busy,
                        agreeing,
                        without,
                        seenExit,
                        acknowledgedEntry == seenEntry,
                        guess,
                        idling.awaited() && without < deadAfterNanos(timing) + timing.graceNanos()),
                timing.limitsFor(row.loop().policy()));
    }

    /** Verdict time in which nothing speaks for its being well: neither progress nor an idle stack. */
    private long awakeNanos(Moment now) {
        return now.verdictNanos() - idling.awakeFrom(progress).verdictNanos();
    }

    private long deadAfterNanos(Timing timing) {
        return timing.limitsFor(row.loop().policy()).deadAfterNanos();
    }

    /** Whether it stands still in its loop, so that a look at its stack might explain it. */
    boolean standsStill(Moment now) {
        boolean asleep = HeartbeatWords.asleep(seenSleep) || seenInnerLoop || around.asleepIn() != null;
        return !restsUnseen()
                && running
                && seenThreadAlive
                && !asleep
                && !verdict.cause().left()
                && progress.nanos() != now.nanos();
    }

    /** Asks whether it is idle, when it is time. */
    void ask(IdleQuestions questions, Moment now, Timing timing) {
        boolean dead = verdict.state() == State.DEAD;
        HostThread runner = row.lastRunner();
        if (runner != null && idling.due(now, awakeNanos(now), timing, deadAfterNanos(timing), dead)) {
            IdleProbe.Question question = new IdleProbe.Question(
                    row.name(), row.loop().name(), runner.thread(), runner.tid(), runner.javaThreadId(), idling.last());
            if (questions.put(idling, question)) {
                idling.asked(now);
            }
        }
    }

    /** Whether either word moved since {@link #look}: asked once more before a thread is called DEAD. */
    boolean movedSince() {
        return HeartbeatWords.beats(row.words()) != seenBeats
                || HeartbeatWords.sleep(row.words()) != seenSleep
                || row.entries() != seenEntry;
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
        if (next.state() == State.DEAD) {
            if (from != State.DEAD) {
                // What it slept before, or spent in an inner loop, was no stall.
                stalls.begin(idling.awakeFrom(progress).nanos());
            }
            if (next.cause().left()) {
                takeDeadlyExit();
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
        // The entering that the verdict is of; the loop may have been entered again since the last look.
        acknowledgedEntry = seenEntry;
    }

    /** Whether nothing more is to be expected of the row: its loop left, not DEAD, its thread gone, and that for long enough. */
    boolean expired(Moment now, Timing timing) {
        return verdict.state() == State.UNUSED
                && (!running || acknowledgedEntry == seenEntry || seenTenure.exitUnseen())
                && goneSince != null
                && now.nanos() - Math.max(stateSince, goneSince.nanos()) >= timing.retentionNanos();
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
                threadAlive(),
                beats,
                state == State.UNUSED ? 0 : rate.perSecond(),
                beatAge(now, beats),
                missedBeats(now, beats, timing),
                stalls.count(),
                stalls.nanos(dead, now.nanos()),
                stalls.longestNanos(dead, now.nanos()),
                transitionsByState(),
                row.incarnation(),
                shownDiagnosis());
    }

    private long beatAge(Moment now, long beats) {
        if (verdict.state() == State.UNUSED) {
            return -1;
        }
        if (beats != seenBeats) {
            return 0;
        }
        // What an earlier thread beat under this row is no beat of one that never did.
        return lastBeat == null || verdict.cause() == Cause.NEVER_BEAT
                ? -1
                : Math.max(0, now.nanos() - lastBeat.nanos());
    }

    private long missedBeats(Moment now, long beats, Timing timing) {
        boolean counts = verdict.state() == State.ALIVE || verdict.state() == State.DEAD;
        if (!counts || beats != seenBeats) {
            return 0;
        }
        long since =
                lastBeat == null ? entered.verdictNanos() : Math.max(lastBeat.verdictNanos(), entered.verdictNanos());
        return (now.verdictNanos() - since) / timing.intervalNanos();
    }

    private Diagnosis shownDiagnosis() {
        Loop inner = row.innerLoop() == null ? around.asleepIn() : row.innerLoop();
        if (verdict.state() == State.SLEEP && inner != null) {
            return Diagnosis.of("", "in " + inner.name());
        }
        IdleProbe.Answer found = idling.last();
        if (verdict.state() == State.SLEEP && guess == Idling.Guess.IDLE && found != null) {
            return Diagnosis.of("", found.detail());
        }
        boolean untouched = seenTenure == Tenure.ADOPTED && seenUntouched && running && seenThreadAlive;
        return verdict.state() == State.UNUSED && untouched ? Diagnosis.of("", UNTOUCHED) : diagnosis;
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

    boolean threadAlive() {
        HostThread runner = row.lastRunner();
        return runner != null && runner.alive();
    }

    /** Whether the thread has ended, or goes by another name, under which it has other rows. */
    private boolean threadGone() {
        HostThread runner = row.lastRunner();
        Thread thread = runner == null ? null : runner.thread();
        return runner == null
                || thread == null
                || !thread.isAlive()
                || !runner.shownName(thread.getName()).equals(row.threadName());
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
