package dev.pollwatch.keepalive;

import dev.pollwatch.keepalive.RowRecord.Moment;
import org.jspecify.annotations.Nullable;

/**
 * What the dispatcher's latest look saw of a row, and since when it has been so: the raw material of a verdict. Only touched under the
 * dispatcher's lock.
 */
final class Sighting {

    /**
     * So many header passes since the check before, and the loop goes round, though it may have been caught asleep: an idle strategy that
     * parks for microseconds between packets is not SLEEP. At the default interval this is a nap of less than 8 ms.
     */
    private static final int BUSY_BEATS = 32;

    private static final String UNTOUCHED = "in the loop since before it was woven; will beat when next entered";

    private final PollRow row;
    private long seenBeats;
    private long seenSleep;
    private long seenEntry;
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
    private boolean moved;
    private long glimpsedMoves;
    private Moment glimpsed;
    private Moment entered;
    private Moment asleepFrom;
    private @Nullable Moment lastBeat;
    private @Nullable Moment goneSince;
    private final Idling idling;
    private Idling.Guess guess = Idling.Guess.NONE;

    Sighting(PollRow row, Moment now) {
        this.row = row;
        this.idling = new Idling(row);
        this.progress = now;
        this.glimpsed = now;
        this.entered = now;
        this.asleepFrom = now;
        // The thread may have come in some time before this first look; what it did since counts as news.
        this.seenBeats = row.beatsAtEntry();
    }

    /** Takes note, between two checks, of whether the thread has moved: so its last beat is known better than to a check period. */
    void glimpse(Moment now) {
        long moves = moves(row.entries(), HeartbeatWords.beats(row.words()), HeartbeatWords.sleep(row.words()));
        if (moves != glimpsedMoves) {
            glimpsedMoves = moves;
            glimpsed = now;
        }
    }

    /** Each of them only grows, so they are the same where their sum is. */
    private static long moves(long entry, long beats, long sleep) {
        return entry + beats + sleep;
    }

    /**
     * Looks at all that the thread writes, and remembers when there was progress. The order of the reads matters, since the thread
     * goes on meanwhile; each read is safe against what may happen before the next.
     */
    void look(Moment now, Timing timing, Verdict verdict) {
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
        // What was new then is new since the check before, or it would not be now.
        Moment latest = moves(entry, beats, sleep) == glimpsedMoves ? glimpsed : now;
        if (beat) {
            lastBeat = latest;
        }
        if (reentered) {
            entered = latest;
        }
        seenUntouched = row.untouched() && !seenInnerLoop;
        if (seenTenure == Tenure.ADOPTED && running) {
            // It may be that what tells of its going round are its sleeps alone.
            beaten = !seenUntouched;
        }
        boolean movedAround = around.look(row, running && seenTenure == Tenure.CALLED);
        moved = movedAround || beat || sleep != seenSleep || reentered;
        idling.takeAnswer();
        if (moved) {
            progress = movedAround ? now : latest;
            idling.progressed();
        }
        guess = idling.guess(now, moved, timing);
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
    }

    /** Whether it is of no use now: nothing was seen to be expected of it, or it ended where its exit cannot be seen. */
    boolean restsUnseen() {
        return running
                && seenTenure.exitUnseen()
                && (!seenThreadAlive || (seenTenure == Tenure.ADOPTED && (seenUntouched || foundElsewhere())));
    }

    /** Whether its stack was looked at and the loop was not on it. */
    private boolean foundElsewhere() {
        IdleProbe.Answer found = idling.last();
        return found != null && found.kind() == IdleProbe.Kind.ABSENT;
    }

    /** What there is to judge. */
    Verdict.Seen toJudge(Moment now, Timing timing, @Nullable IdleQuestions questions, boolean acknowledged) {
        boolean asleep = HeartbeatWords.asleep(seenSleep);
        // Naps without a header pass between them are one sleep: an inner loop that waits for ever oversleeps, too.
        boolean sleeps = (asleep && !seenInnerLoop && !busy) || guess == Idling.Guess.IDLE;
        long without = now.heldSince(sleeps ? asleepFrom : idling.awakeFrom(progress));
        return new Verdict.Seen(
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
                acknowledged,
                guess,
                questions != null && idling.awaits(questions, now, without, timing));
    }

    /** Asks whether it is idle, when it is time. */
    void ask(IdleQuestions questions, Moment now, Timing timing, Verdict verdict) {
        idling.askIfDue(questions, now, progress, timing, verdict.state() == State.DEAD);
    }

    /** From when on a stall runs that was found now: what it slept before, or spent in an inner loop, was no stall. */
    Moment stalledFrom() {
        return idling.awakeFrom(progress);
    }

    /** Since when nothing is to be expected of the row any more; {@code null} where its thread may come again. */
    @Nullable
    Moment goneSince(boolean acknowledged) {
        return !running || acknowledged || seenTenure.exitUnseen() ? goneSince : null;
    }

    /** The beats that were seen. */
    long beats() {
        return seenBeats;
    }

    /** The number of the entering that was seen. */
    long entry() {
        return seenEntry;
    }

    /** Whether it stands still in its loop, so that a look at its stack might explain it. */
    boolean standsStill(Verdict verdict) {
        boolean asleep = HeartbeatWords.asleep(seenSleep) || seenInnerLoop || around.asleepIn() != null;
        return !restsUnseen()
                && running
                && seenThreadAlive
                && !asleep
                && !verdict.cause().left()
                && !moved;
    }

    /** Whether either word moved since {@link #look}: asked once more before a thread is called DEAD. */
    boolean movedSince() {
        return HeartbeatWords.beats(row.words()) != seenBeats
                || HeartbeatWords.sleep(row.words()) != seenSleep
                || row.entries() != seenEntry;
    }

    long beatAge(Moment now, long beats, Verdict verdict) {
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

    long missedBeats(Moment now, long beats, Timing timing, Verdict verdict) {
        boolean counts = verdict.state() == State.ALIVE || verdict.state() == State.DEAD;
        if (!counts || beats != seenBeats) {
            return 0;
        }
        long since =
                lastBeat == null ? entered.verdictNanos() : Math.max(lastBeat.verdictNanos(), entered.verdictNanos());
        return (now.verdictNanos() - since) / timing.intervalNanos();
    }

    /** What there is to say of a row that is in no stall; {@link Diagnosis#NONE} for nothing. */
    Diagnosis remark(State state) {
        Loop inner = row.innerLoop() == null ? around.asleepIn() : row.innerLoop();
        if (state == State.SLEEP && inner != null) {
            return Diagnosis.of("", "in " + inner.name());
        }
        IdleProbe.Answer found = idling.last();
        if (state == State.SLEEP && guess == Idling.Guess.IDLE && found != null) {
            return Diagnosis.of("", found.detail());
        }
        boolean untouched = seenTenure == Tenure.ADOPTED && seenUntouched && running && seenThreadAlive;
        return state == State.UNUSED && untouched ? Diagnosis.of("", UNTOUCHED) : Diagnosis.NONE;
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
}
