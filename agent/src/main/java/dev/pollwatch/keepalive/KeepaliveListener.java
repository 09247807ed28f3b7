package dev.pollwatch.keepalive;

/**
 * Hears of rows and changes, in order, on a thread {@code pollwatch-announcer-<n>} of its own. What it throws is logged and stops
 * neither the other listeners nor the dispatcher; what it blocks on delays only its own later announcements.
 */
public interface KeepaliveListener {

    /**
     * A row came into being.
     *
     * @param row the row
     */
    default void rowAdded(Row row) {}

    /**
     * A row went, after its retention.
     *
     * @param row the row as it was at last
     */
    default void rowRemoved(Row row) {}

    /**
     * A row changed its state.
     *
     * @param change the change
     */
    default void stateChanged(StateChange change) {}

    /**
     * A row is still DEAD, and by now for another reason.
     *
     * @param row the row with the new diagnosis
     * @param before the diagnosis that was announced before
     */
    default void rediagnosed(Row row, Diagnosis before) {}

    /**
     * The dispatcher could not run for a while, and so perhaps nobody could.
     *
     * @param pauseNanos how long
     */
    default void hostPaused(long pauseNanos) {}

    /**
     * The machine was suspended, which is a host pause too.
     *
     * @param pauseNanos how long
     */
    default void suspended(long pauseNanos) {
        hostPaused(pauseNanos);
    }

    /** Nothing has been announced for a second; not called again before something was. For whoever gathers what comes in a rush. */
    default void quiet() {}
}
