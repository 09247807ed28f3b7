package dev.pollwatch.keepalive;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One name of a {@link RowFamily}, and the row that bears it now: when a row has gone, the next of that name takes the seat. */
final class Seat {

    final RowFamily family;
    final String name;
    final boolean probed;
    final @Nullable Seat older;

    private final AtomicReference<PollRow> row = new AtomicReference<>();
    private final AtomicBoolean offered = new AtomicBoolean();

    /**
     * Makes a seat.
     *
     * @param family whose it is
     * @param name the row's name
     * @param probed whether everybody who looks for a row tries this seat anyway, so that it need not be offered
     * @param older the seat made before, for those who try all
     */
    Seat(RowFamily family, String name, boolean probed, @Nullable Seat older) {
        this.family = family;
        this.name = name;
        this.probed = probed;
        this.older = older;
    }

    /** The row that bears the name; {@code null} only until the first one sits down. */
    @Nullable
    PollRow row() {
        return row.get();
    }

    boolean replace(@Nullable PollRow gone, PollRow fresh) {
        return row.compareAndSet(gone, fresh);
    }

    /** Its row is to be had. Allocates nothing where it has been offered before and nobody has taken it since. */
    void offer() {
        if (!probed && !offered.get() && offered.compareAndSet(false, true)) {
            family.offered(this);
        }
    }

    /** Takes the offer back, before the row is tried: who is free from now on offers anew. */
    void withdrawn() {
        offered.set(false);
    }
}
