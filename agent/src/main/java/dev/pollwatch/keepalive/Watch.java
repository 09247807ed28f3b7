package dev.pollwatch.keepalive;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the dispatcher works on: looks at all heartbeat words, tells states from them and has the changes announced; also the one place
 * where a snapshot can be had. Its lock is never taken by woven code; a thread of the host takes it where it reads an MBean or a meter of ours.
 */
public final class Watch implements Keepalive {

    private final PollThreads threads;
    private final Clock clock;
    private final Diagnoses diagnoses;
    private final long startNanos;
    private final long startMillis;

    private final ReentrantLock lock = new ReentrantLock();
    private final RowRecords records;
    private final Announcer announcer;
    private final RowChecks checks;
    private final VerdictClock verdictClock;
    private final LastCheck lastCheck;
    private final Snapshots snapshots;
    private final Suspensions suspensions;
    private volatile Timing timing;
    private boolean naps;
    private long glimpsedNanos;
    private volatile boolean paused;

    private volatile @Nullable Runnable onRetime;

    /**
     * Makes a watch; nothing happens until its {@link #check()} is called.
     *
     * @param threads the rows to look at
     * @param timing the times to judge by
     * @param clock where time comes from
     * @param diagnoser finds the reason behind a DEAD
     * @param idleProbe tells whether a thread without progress is idle; {@code null} for never
     * @param trouble hears of failures
     */
    public Watch(
            PollThreads threads,
            Timing timing,
            Clock clock,
            Diagnoser diagnoser,
            @Nullable IdleProbe idleProbe,
            PollThreads.Trouble trouble) {
        this.threads = threads;
        this.timing = timing;
        this.clock = clock;
        this.diagnoses = new Diagnoses(diagnoser, trouble);
        this.announcer = new Announcer(trouble);
        this.records = new RowRecords(announcer);
        this.snapshots = new Snapshots(clock, lock, new Snapshots.Maker() {
            @Override
            public Snapshot make(@Nullable List<Row> old) {
                return old == null ? makeSnapshot() : makeSnapshot(old, Watch.this.clock.nanoTime());
            }
        });
        this.checks = new RowChecks(
                threads,
                records,
                announcer,
                diagnoses,
                idleProbe == null ? null : new IdleQuestions(idleProbe, trouble),
                trouble,
                new Settlement(lock, snapshots));
        this.startNanos = clock.nanoTime();
        this.startMillis = clock.epochMillis();
        this.lastCheck = new LastCheck(lock.newCondition(), startNanos);
        this.verdictClock = new VerdictClock(startNanos);
        this.glimpsedNanos = startNanos;
        this.suspensions = new Suspensions(clock);
    }

    /** Checks begin, or begin anew: the time until now is held against nobody. */
    void begin(Runnable whenRetimed) {
        onRetime = whenRetimed;
        lock.lock();
        try {
            verdictClock.standStill(clock.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    long checkPeriodNanos() {
        return timing.checkPeriodNanos();
    }

    /** In what time after the latest check a verdict will be due, as far as can be foreseen. */
    long nanosToNextDeath() {
        return paused ? Long.MAX_VALUE : checks.nanosToNextDeath();
    }

    /**
     * The dispatcher has napped; gives how long it is to nap next, at most.
     *
     * @param began when
     * @param planned for so long if all went well
     * @param ended when it woke; by now it may have waited for the lock, which is no time that the host stood still
     */
    long napped(long began, long planned, long ended) {
        lock.lock();
        try {
            naps = true;
            tick(began, 0);
            tick(ended, planned);
            if (!paused && ended - glimpsedNanos >= timing.glimpsePeriodNanos()) {
                glimpsedNanos = ended;
                records.glimpse(threads.rows(), now(ended), timing);
            }
            return verdictClock.napNanos(timing);
        } finally {
            lock.unlock();
        }
    }

    /** One look at all words. */
    void check() {
        // Not under the lock: it reads a file, and should that hang, so must nobody else.
        long suspended = paused ? suspensions.lookAway() : suspensions.past();
        lock.lock();
        try {
            long nanos = clock.nanoTime();
            tick(nanos, naps ? 0 : timing.checkPeriodNanos());
            if (paused) {
                checks.dropWhatWasThrown();
            } else {
                checks.checkAll(now(nanos), timing);
                tellSuspension(suspended);
            }
            // Not before: a watcher that fails each time does not look.
            lastCheck.done(nanos);
            verdictClock.worked(clock.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    private void tick(long nanos, long planned) {
        if (paused) {
            verdictClock.standStill(nanos);
            return;
        }
        long pause = verdictClock.tick(nanos, planned, timing);
        if (pause > 0) {
            announcer.hostPaused(pause);
        }
    }

    private void tellSuspension(long nanos) {
        if (nanos > 0) {
            verdictClock.suspended(nanos);
            announcer.suspended(nanos);
        }
    }

    private RowRecord.Moment now(long nanos) {
        return new RowRecord.Moment(
                nanos, verdictClock.verdictNanos(), verdictClock.smallDelayNanos(), clock.epochMillis());
    }

    /**
     * How far each poll thread has come that is awake in its loop: who has the same number twice has not moved in between. Such a one may be
     * idle, blocked, or spinning.
     *
     * @return by OS thread id, where that is known, a number that the thread's next move changes
     */
    public Map<Long, Long> moves() {
        return Moves.of(threads.rows());
    }

    @Override
    public Snapshot snapshot() {
        return snapshots.newest();
    }

    private Snapshot makeSnapshot() {
        if (onRetime != null && Snapshot.overdue(clock.nanoTime() - lastCheck.nanos(), timing.intervalNanos())) {
            lastCheck.await();
        }
        long nanos = clock.nanoTime();
        List<Row> rows = records.toRows(now(nanos), timing);
        rows.sort(Comparator.comparing(Row::name).thenComparing(Row::loop));
        return makeSnapshot(rows, nanos);
    }

    private Snapshot makeSnapshot(List<Row> rows, long nanos) {
        return new Snapshot(
                startMillis,
                nanos - startNanos,
                paused,
                timing.intervalNanos(),
                timing.deadAfterNanos(),
                Math.max(0, nanos - lastCheck.nanos()),
                verdictClock.pauses(),
                verdictClock.pauseNanos(),
                threads.overflow(),
                rows);
    }

    @Override
    public void addListener(KeepaliveListener listener) {
        lock.lock();
        try {
            RowRecord.Moment now = now(clock.nanoTime());
            announcer.add(listener, records.toRows(now, timing));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void pause() {
        setPaused(true);
    }

    @Override
    public void resume() {
        setPaused(false);
    }

    private void setPaused(boolean value) {
        lock.lock();
        try {
            if (paused != value) {
                verdictClock.standStill(clock.nanoTime());
            }
            paused = value;
            snapshots.outdate();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void setInterval(Duration interval) {
        retime(present -> present.withInterval(interval));
    }

    @Override
    public void setDeadAfter(Duration deadAfter) {
        retime(present -> present.withDeadAfter(deadAfter));
    }

    private void retime(UnaryOperator<Timing> change) {
        lock.lock();
        try {
            timing = change.apply(timing);
            if (!naps) {
                // The time until now was waited under the old period; without this it could pass for a host pause. A
                // nap knows how long it was to be, and its time counts: else who sets this again and again would stop
                // the clock.
                verdictClock.standStill(clock.nanoTime());
            }
            snapshots.outdate();
        } finally {
            lock.unlock();
        }
        Runnable retimed = onRetime;
        if (retimed != null) {
            retimed.run();
        }
    }

    @Override
    public void acknowledge(String rowKey) {
        lock.lock();
        try {
            RowRecord record = records.byKey(rowKey);
            Verdict verdict = record.verdict();
            if (!verdict.cause().left()) {
                throw new IllegalArgumentException("\"" + rowKey + "\" is " + verdict.state()
                        + (verdict.state() == State.DEAD
                                ? ", but its thread still runs the loop: only its next beat can end that"
                                : ": only a row that is DEAD because its loop was left can be acknowledged"));
            }
            record.acknowledge();
            checks.change(record, Verdict.initial(), now(clock.nanoTime()), timing);
            snapshots.outdate();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String threadStack(String rowKey) {
        Thread running;
        long tid;
        lock.lock();
        try {
            RowRecord record = records.byKey(rowKey);
            HostThread runner = record.row().lastRunner();
            running = runner == null ? null : runner.thread();
            tid = runner == null ? -1 : runner.tid();
        } finally {
            lock.unlock();
        }
        return diagnoses.stackOf(running, tid);
    }
}
