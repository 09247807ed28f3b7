package dev.pollwatch.keepalive;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one thread name in one loop: the first bears the name itself, the others the name and a number. Unnamed virtual threads are
 * all of one name, so there may be thousands of rows, and a host thread finds a free one without walking through them, without a lock.
 *
 * <p>The first few seats are tried in their order, so that ordinary hosts have low numbers. Beyond these, who leaves a row offers its
 * seat. What nobody offered, because its thread just ended, is found by trying some more in turn.
 */
final class RowFamily {

    private static final int PROBED = 8;
    private static final int TRIED_IN_TURN = 16;
    private static final int CLOSED = -1;

    final String threadName;
    final Loop loop;

    /** Rows that have not gone; {@link #CLOSED} when the family is to be made anew. */
    private final AtomicInteger members = new AtomicInteger();

    private final AtomicInteger seats = new AtomicInteger();
    private final AtomicReferenceArray<@Nullable Seat> first = new AtomicReferenceArray<>(PROBED);
    private final AtomicReference<@Nullable Seat> newest = new AtomicReference<>();
    private final ConcurrentLinkedDeque<Seat> offers = new ConcurrentLinkedDeque<>();
    private volatile @Nullable Seat turn;

    RowFamily(String threadName, Loop loop) {
        this.threadName = threadName;
        this.loop = loop;
    }

    /** Where new rows must ask whether there is room for them. */
    interface Room {
        /** Takes room for one row. */
        boolean take();

        /** Gives it back: the row was not made after all. */
        void giveBack();

        /** A row was made. */
        void made(PollRow row);
    }

    /** A row for the thread, which owns it from then on; {@code null} where there is neither a free one nor room. */
    @Nullable
    PollRow take(HostThread thread, Tenure tenure, Room room) {
        for (int i = 0; i < PROBED; i++) {
            Seat seat = first.get(i);
            PollRow row = seat == null ? null : take(seat, thread, tenure, room);
            if (row != null) {
                return row;
            }
        }
        for (Seat seat = offers.pollFirst(); seat != null; seat = offers.pollFirst()) {
            seat.withdrawn();
            PollRow row = take(seat, thread, tenure, room);
            if (row != null) {
                return row;
            }
        }
        PollRow row = takeInTurn(thread, tenure, room);
        return row != null ? row : takeNewSeat(thread, tenure, room);
    }

    private @Nullable PollRow takeInTurn(HostThread thread, Tenure tenure, Room room) {
        Seat seat = turn;
        for (int i = 0; i < TRIED_IN_TURN; i++) {
            seat = seat == null ? newest.get() : seat.older;
            PollRow row = seat == null ? null : take(seat, thread, tenure, room);
            if (row != null) {
                turn = seat;
                return row;
            }
        }
        turn = seat;
        return null;
    }

    private @Nullable PollRow take(Seat seat, HostThread thread, Tenure tenure, Room room) {
        PollRow row = seat.row();
        if (row != null && row.gone()) {
            return sitDown(seat, row, thread, tenure, room);
        }
        return row != null && row.claim(thread, tenure) ? row : null;
    }

    private @Nullable PollRow takeNewSeat(HostThread thread, Tenure tenure, Room room) {
        if (!room.take()) {
            return null;
        }
        if (!join()) {
            room.giveBack();
            return null;
        }
        int number = seats.incrementAndGet();
        String name = number == 1 ? threadName : threadName + " #" + number;
        boolean probed = number <= PROBED;
        PollRow row;
        Seat seat;
        if (probed) {
            seat = new Seat(this, name, true, null);
            row = occupied(seat, thread, tenure);
            first.set(number - 1, seat);
        } else {
            Seat older;
            do {
                older = newest.get();
                seat = new Seat(this, name, false, older);
                row = occupied(seat, thread, tenure);
            } while (!newest.compareAndSet(older, seat));
        }
        room.made(row);
        return row;
    }

    private PollRow occupied(Seat seat, HostThread thread, Tenure tenure) {
        PollRow row = fresh(seat, thread, tenure);
        seat.replace(null, row);
        return row;
    }

    private PollRow fresh(Seat seat, HostThread thread, Tenure tenure) {
        PollRow row = new PollRow(threadName, seat.name, loop, seat);
        row.claim(thread, tenure);
        return row;
    }

    /** Takes the seat of a row that has gone. */
    private @Nullable PollRow sitDown(Seat seat, PollRow gone, HostThread thread, Tenure tenure, Room room) {
        if (!room.take()) {
            return null;
        }
        if (!join()) {
            room.giveBack();
            return null;
        }
        PollRow row = fresh(seat, thread, tenure);
        if (!seat.replace(gone, row)) {
            leave();
            room.giveBack();
            return null;
        }
        room.made(row);
        return row;
    }

    void offered(Seat seat) {
        offers.addFirst(seat);
    }

    /** Whether the family may still get rows; one that has been closed must be made anew. */
    boolean closed() {
        return members.get() == CLOSED;
    }

    private boolean join() {
        while (true) {
            int present = members.get();
            if (present == CLOSED) {
                return false;
            }
            if (members.compareAndSet(present, present + 1)) {
                return true;
            }
        }
    }

    /** One row fewer. */
    void leave() {
        members.decrementAndGet();
    }

    /** Closes the family if it has no row; tells whether it is closed. */
    boolean closeIfEmpty() {
        return members.compareAndSet(0, CLOSED) || closed();
    }
}
