package dev.pollwatch.view.jfr;

import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.KeepaliveListener;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.Stall;
import dev.pollwatch.keepalive.State;
import dev.pollwatch.keepalive.StateChange;
import jdk.jfr.FlightRecorder;

/**
 * Puts state changes, stalls and host pauses into recordings of JDK Flight Recorder, whoever started them and when.
 *
 * <p>Merely to register an event starts the recorder up, which takes a hundred classes and more than 100 ms; so that waits until
 * somebody else has started it. To ask whether somebody has takes one class. A {@code FlightRecorderListener} would tell, too, but adding one
 * loads twenty classes on JDK 17 in each host that never records, and it is called on the thread that starts the recording, which may be the
 * host's.
 *
 * <p>Only called on its announcer's thread, which is therefore the {@code eventThread} of all its events: the public API has no way to leave
 * that field out.
 */
public final class JfrView implements KeepaliveListener {

    private final LastBeats lastBeats = new LastBeats();
    private boolean registered;

    /**
     * Makes the view, and registers nothing yet.
     *
     * @throws LinkageError where the runtime has no module {@code jdk.jfr}
     */
    public JfrView() {
        // Not to learn it, but to find out now and not at the first change that there is no such class.
        FlightRecorder.isInitialized();
    }

    @Override
    public void rowAdded(Row row) {
        if (row.state() == State.DEAD && !row.lastStalls().isEmpty()) {
            lastBeats.keep(row, row.lastStalls().get(0));
        }
        registerIfSomebodyRecords();
    }

    @Override
    public void rowRemoved(Row row) {
        lastBeats.drop(row);
    }

    @Override
    public void stateChanged(StateChange change) {
        Stall stall = change.stall();
        long lastBeat = LastBeats.NEVER;
        if (stall != null) {
            // In any case: a recording that begins during the stall wants to know it at the end.
            lastBeat = change.to() == State.DEAD
                    ? lastBeats.keep(change.row(), stall)
                    : lastBeats.take(change.row(), stall);
        }
        if (!registerIfSomebodyRecords()) {
            return;
        }
        record(change);
        if (stall != null) {
            record(change, stall, lastBeat);
        }
    }

    @Override
    public void hostPaused(long pauseNanos) {
        if (registerIfSomebodyRecords()) {
            HostPauseEvent event = new HostPauseEvent();
            event.pauseDuration = pauseNanos;
            event.commit();
        }
    }

    /** Whether there is, or was, a recording. The recorder stays up when all have ended, and its events are then disabled. */
    private boolean registerIfSomebodyRecords() {
        if (!registered && FlightRecorder.isInitialized()) {
            FlightRecorder.register(StateChangeEvent.class);
            FlightRecorder.register(StallEvent.class);
            FlightRecorder.register(HostPauseEvent.class);
            registered = true;
        }
        return registered;
    }

    private static void record(StateChange change) {
        StateChangeEvent event = new StateChangeEvent();
        if (!event.isEnabled()) {
            return;
        }
        Row row = change.row();
        event.pollThread = row.name();
        event.loop = row.loop();
        event.tid = row.tid();
        event.javaThreadId = row.javaThreadId();
        event.incarnation = row.incarnation();
        event.from = change.from().name();
        event.to = change.to().name();
        event.timeInOld = change.nanosInOld();
        event.changeTime = change.epochMillis();
        event.diagnosis = row.diagnosis().word();
        event.diagnosisDetail = row.diagnosis().detail();
        event.commit();
    }

    private static void record(StateChange change, Stall stall, long lastBeat) {
        StallEvent event = new StallEvent();
        if (!event.isEnabled()) {
            return;
        }
        Row row = change.row();
        // What is kept of a stall is cut after some frames; at its beginning there is the whole of it.
        Diagnosis why = stall.over() ? stall.diagnosis() : row.diagnosis();
        event.pollThread = row.name();
        event.loop = row.loop();
        event.tid = row.tid();
        event.javaThreadId = row.javaThreadId();
        event.lastBeat = lastBeat;
        event.stallDuration = stall.nanos();
        event.over = stall.over();
        event.diagnosis = why.word();
        event.diagnosisDetail = why.detail();
        event.evidence = why.evidence().line();
        event.stack = indented(why.stack());
        event.commit();
    }

    /** A frame per line; {@code jfr print} puts the text out as it is, and would otherwise begin them at the margin. */
    private static String indented(String stack) {
        return stack.replace("\n", "\n    ");
    }
}
