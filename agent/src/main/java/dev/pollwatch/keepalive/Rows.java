package dev.pollwatch.keepalive;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** All rows, by the name of their threads and their loop. */
final class Rows {

    private final int most;
    private final ConcurrentHashMap<Key, RowFamily> families = new ConcurrentHashMap<>();
    private final Set<PollRow> all = ConcurrentHashMap.newKeySet();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong removals = new AtomicLong();

    private final RowFamily.Room room = new RowFamily.Room() {
        @Override
        public boolean take() {
            if (count.incrementAndGet() > most) {
                count.decrementAndGet();
                return false;
            }
            return true;
        }

        @Override
        public void giveBack() {
            count.decrementAndGet();
        }

        @Override
        public void made(PollRow row) {
            all.add(row);
        }
    };

    private record Key(String threadName, int loop) {}

    Rows(int most) {
        this.most = most;
    }

    Collection<PollRow> all() {
        return all;
    }

    /** How many rows were removed so far: more of them may mean that there is room. */
    long removals() {
        return removals.get();
    }

    /** A row for the thread, which owns it from then on; {@code null} where there is no room. */
    @Nullable
    PollRow take(HostThread thread, Loop loop, String threadName, Tenure tenure) {
        Key key = new Key(threadName, loop.id());
        while (true) {
            RowFamily family = families.get(key);
            if (family == null) {
                if (count.get() >= most) {
                    return null;
                }
                RowFamily fresh = new RowFamily(threadName, loop);
                RowFamily raced = families.putIfAbsent(key, fresh);
                family = raced == null ? fresh : raced;
            }
            PollRow row = family.take(thread, tenure, room);
            if (row != null) {
                return row;
            }
            if (!family.closeIfEmpty()) {
                return null;
            }
            // Closed by the dispatcher just now, or empty for want of room.
            families.remove(key, family);
        }
    }

    /** Takes a row out, unless a thread is just coming in. */
    boolean remove(PollRow row) {
        Seat seat = row.seat();
        if (seat == null || !row.retire()) {
            return false;
        }
        if (all.remove(row)) {
            RowFamily family = seat.family;
            family.leave();
            if (family.closeIfEmpty()) {
                families.remove(new Key(row.threadName(), row.loop().id()), family);
            } else {
                seat.offer();
            }
            count.decrementAndGet();
            removals.incrementAndGet();
        }
        return true;
    }
}
