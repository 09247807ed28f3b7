package dev.pollwatch.view;

import java.util.concurrent.TimeUnit;

/**
 * What the table has of a row.
 *
 * @param thread the thread's name, as the host gave it
 * @param loop the poll loop
 * @param tid the OS thread id, −1 when unknown
 * @param virtual whether the thread has no tid because it is a virtual one
 * @param core the CPU it last ran on, −1 when unknown
 * @param state its state
 * @param sinceMillis how long it has been in it
 * @param beatsPerSecond heartbeats per second
 * @param lastBeatMillis time since the last heartbeat, −1 when there was none
 * @param stalls how many times it turned DEAD
 * @param diagnosis why it is DEAD, in a word and a sentence, or was so last; may be empty
 * @param stack the stack that the diagnosis found, a frame per line; may be empty
 */
public record TableRow(
        String thread,
        String loop,
        long tid,
        boolean virtual,
        int core,
        String state,
        long sinceMillis,
        double beatsPerSecond,
        long lastBeatMillis,
        long stalls,
        String diagnosis,
        String stack) {

    private static final String DEAD = "DEAD";

    static TableRow of(RowView row) {
        return new TableRow(
                row.getName(),
                row.getLoop(),
                row.getTid(),
                row.isVirtual(),
                row.getCore(),
                row.getState(),
                row.getStateSinceMillis(),
                row.getHeartbeatsPerSecond(),
                row.getLastHeartbeatAgeMillis(),
                row.getStalls(),
                diagnosis(row),
                row.getStallStack());
    }

    private static String diagnosis(RowView row) {
        String present = reason(row.getDiagnosis(), row.getDiagnosisDetail());
        StallView[] stalls = row.getLastStalls();
        return stalls.length == 0
                ? present
                : diagnosis(
                        row.getState(),
                        present,
                        stalls[0].getLengthMillis(),
                        reason(stalls[0].getDiagnosis(), stalls[0].getDiagnosisDetail()));
    }

    /**
     * What the table has in the column of the diagnosis for a row that has stalled. Once it is no longer DEAD, that is also how long it was so.
     *
     * @param state its state
     * @param present what there is to say of it now; may be empty
     * @param lengthMillis how long its last stall was
     * @param reason why it stalled then; may be empty
     * @return a text for the cell
     */
    public static String diagnosis(String state, String present, long lengthMillis, String reason) {
        if (state.equals(DEAD)) {
            return present;
        }
        String last = "last stall " + Elapsed.text(TimeUnit.MILLISECONDS.toNanos(lengthMillis));
        return (present.isEmpty() ? "" : present + "; ") + last + (reason.isEmpty() ? "" : ": " + reason);
    }

    /**
     * A diagnosis as the table has it.
     *
     * @param word its word; may be empty
     * @param sentence its sentence; empty where there is none, or where it was left out of a brief answer
     * @return the two as one text
     */
    public static String reason(String word, String sentence) {
        return (word + " " + sentence).strip();
    }

    /**
     * Whether the thread should go round and does not.
     *
     * @return {@code true} in the state DEAD
     */
    public boolean dead() {
        return state.equals(DEAD);
    }
}
