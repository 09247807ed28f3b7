package dev.pollwatch.keepalive;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a row by inference: when it was asked whether its thread is idle, and what came of it. An episode begins with progress
 * and ends with the next; what was found holds for its episode only. Only touched under the dispatcher's lock, except for the answer's
 * arrival.
 */
final class Idling {

    /** What one check knows of it. */
    enum Guess {
        /** Nothing that would keep it from being called DEAD. */
        NONE,
        /** It was idle a moment ago, and nothing since speaks for going round again. */
        HELD,
        /** It is idle. */
        IDLE
    }

    /** An answer that has not come by then was lost: the JVM was out of memory, most likely. */
    private static final long LOST_NANOS = TimeUnit.MINUTES.toNanos(1);

    private record Arrived(int episode, IdleProbe.Answer answer) {}

    private final PollRow row;
    private volatile int episode;
    private volatile @Nullable Arrived arrived;

    /** A question is on its way; there is never more than one, so that a probe that hangs gathers no heap of them. */
    private boolean inFlight;

    private long putNanos;
    private RowRecord.@Nullable Moment asked;
    private IdleProbe.@Nullable Answer last;
    /** Of whatever episode. */
    private IdleProbe.@Nullable Answer foundIdle;

    /** The latest answer was that it could not be told just then. */
    private boolean toldLater;

    private RowRecord.@Nullable Moment awakeFrom;
    private boolean held;

    Idling(PollRow row) {
        this.row = row;
    }

    /** There was progress: a new episode. Whether it goes round, or only took one packet and is idle again, the next checks tell. */
    void progressed() {
        episode++;
        asked = null;
        last = null;
        awakeFrom = null;
        toldLater = false;
    }

    /** Takes the answer if it has come; one to an earlier episode says nothing of this. */
    void takeAnswer() {
        Arrived answer = arrived;
        if (answer == null) {
            return;
        }
        arrived = null;
        inFlight = false;
        if (answer.episode() == episode) {
            take(answer.answer());
        }
    }

    private void take(IdleProbe.Answer answer) {
        toldLater = answer.kind() == IdleProbe.Kind.NOT_NOW;
        if (toldLater) {
            return;
        }
        if (answer.kind() == IdleProbe.Kind.IDLE) {
            held = true;
            awakeFrom = asked;
            last = answer;
            foundIdle = answer;
        } else if (!idle()) {
            held = false;
            last = answer;
        } else if (answer.kind() != IdleProbe.Kind.UNKNOWN) {
            // It went on since it was seen idle, and its silence is held against it from now on only: without progress
            // that makes it nothing better than SLEEP.
            awakeFrom = asked;
            last = answer;
        }
    }

    /**
     * Asks about it, if it is time: first when half of {@code dead-after} has passed, again right before it would be called DEAD, and from
     * time to time while it is idle or DEAD, since it may go on without showing it.
     */
    void askIfDue(
            IdleQuestions questions, RowRecord.Moment now, RowRecord.Moment progress, Timing timing, boolean dead) {
        HostThread runner = row.lastRunner();
        long without = now.heldSince(awakeFrom(progress));
        boolean comes = inFlight && now.nanos() - putNanos < LOST_NANOS;
        if (runner == null || comes || !due(now, without, timing, dead)) {
            return;
        }
        IdleProbe.Question question = new IdleProbe.Question(
                row.name(), row.loop().name(), runner.thread(), runner.tid(), runner.javaThreadId(), last, foundIdle);
        // Where too many wait already, the next check tries again.
        if (questions.put(this, question)) {
            asked = now;
            putNanos = now.nanos();
            inFlight = true;
        }
    }

    private boolean due(RowRecord.Moment now, long nanosWithout, Timing timing, boolean dead) {
        long deadAfterNanos = deadAfterNanos(timing);
        RowRecord.Moment before = asked;
        if (before == null) {
            return nanosWithout >= deadAfterNanos / 2;
        }
        long sinceAsked = now.heldSince(before);
        if (toldLater) {
            return sinceAsked > 0;
        }
        if (idle()) {
            return sinceAsked >= lookAgainNanos(deadAfterNanos);
        }
        if (dead) {
            return sinceAsked >= deadAfterNanos;
        }
        long lastChance = deadAfterNanos - timing.checkPeriodNanos();
        return nanosWithout >= lastChance && nanosWithout - sinceAsked < lastChance;
    }

    private long deadAfterNanos(Timing timing) {
        return timing.limitsFor(row.loop().policy()).deadAfterNanos();
    }

    /** One that has a mark is looked at cheaply as long as it does not move. */
    private long lookAgainNanos(long deadAfterNanos) {
        IdleProbe.Answer answer = last;
        return answer != null && answer.mark() < 0 ? deadAfterNanos : deadAfterNanos / 2;
    }

    /** The number of the episode; a question of an earlier one need not be answered any more. */
    int episode() {
        return episode;
    }

    /** The answer has come, on another thread. */
    void answered(int ofEpisode, IdleProbe.Answer answer) {
        arrived = new Arrived(ofEpisode, answer);
    }

    /**
     * Whether a verdict that is due has to wait for an answer. It waits longer for one on a thread that waits for something, which may be
     * idle, than for one on a thread that runs; and longest where the answer does not come since the machine starves the thread that asks, or
     * since another thread is in the way.
     *
     * @param nanosWithout verdict time since there was progress, or since it was idle
     */
    boolean awaits(IdleQuestions questions, RowRecord.Moment now, long nanosWithout, Timing timing) {
        HostThread runner = row.lastRunner();
        RowRecord.Moment since = asked;
        long late = nanosWithout - deadAfterNanos(timing);
        if (!(inFlight || toldLater) || runner == null || since == null || late < 0) {
            return false;
        }
        if (late < timing.graceNanos()) {
            return true;
        }
        // One that is told later is asked about again and again, so the time since it was asked is no measure there.
        boolean inTheWay = toldLater && late < timing.longestPatienceNanos();
        boolean starved = !toldLater
                && now.verdictNanos() - since.verdictNanos() < timing.longestPatienceNanos()
                && questions.atIt();
        return (late < timing.patienceNanos() || inTheWay || starved) && questions.waits(runner);
    }

    /** What was answered in this episode, {@code null} where nothing was yet. */
    IdleProbe.@Nullable Answer last() {
        return last;
    }

    /** From when on it is held against the thread that it shows no progress: since the progress, or since it was last seen idle. */
    RowRecord.Moment awakeFrom(RowRecord.Moment progress) {
        RowRecord.Moment later = awakeFrom;
        return later == null ? progress : later;
    }

    /**
     * What to make of it in this check.
     *
     * @param moved whether this check saw progress
     */
    Guess guess(RowRecord.Moment now, boolean moved, Timing timing) {
        if (idle() && !lapsed(now, timing)) {
            return Guess.IDLE;
        }
        return held && !moved ? Guess.HELD : Guess.NONE;
    }

    /** It goes round again. */
    void goesRound() {
        held = false;
    }

    private boolean idle() {
        return last != null && last.kind() == IdleProbe.Kind.IDLE;
    }

    /** An idle thread was to be looked at again, and no answer came, however long one waited: it must not pass for idle for ever. */
    private boolean lapsed(RowRecord.Moment now, Timing timing) {
        long deadAfterNanos = deadAfterNanos(timing);
        RowRecord.Moment seenIdle = awakeFrom;
        long known = seenIdle == null ? 0 : now.heldSince(seenIdle);
        long patience = toldLater ? timing.longestPatienceNanos() : timing.patienceNanos();
        return known >= lookAgainNanos(deadAfterNanos) + deadAfterNanos + patience;
    }
}
