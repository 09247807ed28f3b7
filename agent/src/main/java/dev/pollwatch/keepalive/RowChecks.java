package dev.pollwatch.keepalive;

import org.jspecify.annotations.Nullable;

/**
 * What one check does with each row: look, ask whether it is idle, judge, and have what is new announced and its reason found. Only
 * called under the dispatcher's lock.
 */
final class RowChecks {

    private final PollThreads threads;
    private final RowRecords records;
    private final Announcer announcer;
    private final Diagnoses diagnoses;
    private final @Nullable IdleQuestions idleQuestions;
    private final PollThreads.Trouble trouble;
    private final Settlement settlement;
    private final Refreshes refreshes = new Refreshes();

    private volatile long nanosToNextDeath = Long.MAX_VALUE;

    RowChecks(
            PollThreads threads,
            RowRecords records,
            Announcer announcer,
            Diagnoses diagnoses,
            @Nullable IdleQuestions idleQuestions,
            PollThreads.Trouble trouble,
            Settlement settlement) {
        this.threads = threads;
        this.records = records;
        this.announcer = announcer;
        this.diagnoses = diagnoses;
        this.idleQuestions = idleQuestions;
        this.trouble = trouble;
        this.settlement = settlement;
    }

    void checkAll(RowRecord.Moment now, Timing timing) {
        nanosToNextDeath = Long.MAX_VALUE;
        for (PollRow row : threads.rows()) {
            try {
                check(records.of(row, now, timing), now, timing);
            } catch (Throwable failure) {
                trouble.report(
                        "checking the row of \"" + row.name() + "\" in "
                                + row.loop().name(),
                        failure);
            }
        }
        if (!refreshes.isEmpty()) {
            lookAgain(now, timing);
        }
        diagnoses.send();
        if (idleQuestions != null && !records.isEmpty()) {
            idleQuestions.prepare();
            idleQuestions.send();
        }
    }

    /** In what verdict time after the latest check a thread is to be called DEAD that stands still now; a very long time where none is. */
    long nanosToNextDeath() {
        return nanosToNextDeath;
    }

    /** An exception may hold all classes of a web application, which must not stay for as long as somebody pauses. */
    void dropWhatWasThrown() {
        for (PollRow row : threads.rows()) {
            row.takeThrown();
        }
    }

    private void check(RowRecord record, RowRecord.Moment now, Timing timing) {
        record.look(now, timing);
        Cause deadlyExit = record.takeDeadlyExit();
        if (deadlyExit != Cause.NONE && record.verdict().state() != State.DEAD) {
            // It may well run again by now; that it was left must not go unsaid.
            change(record, new Verdict(State.DEAD, deadlyExit), now, timing);
        }
        if (idleQuestions != null && record.standsStill()) {
            record.ask(idleQuestions, now, timing);
        }
        Verdict next = record.judge(now, timing, idleQuestions);
        boolean newlyDead = next.state() == State.DEAD && record.verdict().state() != State.DEAD;
        if (newlyDead && record.movedSince()) {
            record.look(now, timing);
            next = record.judge(now, timing, idleQuestions);
        }
        if (!next.equals(record.verdict())) {
            change(record, next, now, timing);
        }
        nanosToNextDeath = Math.min(nanosToNextDeath, record.nanosToDeath(now, timing));
        if (deadlyExit != Cause.NONE) {
            // Whoever wants it has it by now; it may hold much of the host.
            record.row().takeThrown();
        }
        if (record.expired(now, timing) && threads.remove(record.row())) {
            records.remove(record, now, timing);
        }
    }

    void change(RowRecord record, Verdict next, RowRecord.Moment now, Timing timing) {
        boolean news = next.state() != record.verdict().state();
        StateChange change = record.enter(next, now, timing);
        refreshes.judged(record, now);
        Diagnoses.Pending pending = next.state() == State.DEAD ? diagnose(record) : Diagnoses.Pending.NONE;
        if (news) {
            // The end of a stall is told with the reason for it, which may be on its way still.
            announcer.changed(change, change.from() == State.DEAD ? record.pending() : pending);
        }
        record.pending(pending);
    }

    private Diagnoses.Pending diagnose(RowRecord record) {
        long verdictNumber = record.verdictNumber();
        return diagnoses.find(caseOf(record), diagnosis -> settlement.first(record, verdictNumber, diagnosis));
    }

    private void lookAgain(RowRecord.Moment now, Timing timing) {
        for (Refreshes.Changed changed : refreshes.changed()) {
            announcer.rediagnosed(changed.record().toRow(now, timing), changed.before());
        }
        for (RowRecord record : refreshes.due(now)) {
            long verdictNumber = record.verdictNumber();
            diagnoses.find(caseOf(record), diagnosis -> settlement.again(record, verdictNumber, diagnosis));
        }
    }

    private static Diagnoser.Case caseOf(RowRecord record) {
        PollRow row = record.row();
        HostThread runner = row.lastRunner();
        Cause cause = record.verdict().cause();
        return new Diagnoser.Case(
                row.name(),
                row.loop().name(),
                cause,
                runner == null ? null : runner.thread(),
                runner == null ? -1 : runner.tid(),
                runner == null ? -1 : runner.javaThreadId(),
                cause == Cause.THREW ? row.takeThrown() : null);
    }
}
