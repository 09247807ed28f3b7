package dev.pollwatch.view.jmx;

import dev.pollwatch.keepalive.Keepalive;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.Snapshot;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds a row in the newest snapshot. A console reads two dozen attributes of thousands of MBeans one by one; each snapshot is
 * walked once for all of them.
 */
final class RowIndex {

    private record Indexed(Snapshot snapshot, Map<Long, Row> rows) {}

    private final Keepalive keepalive;
    private volatile @Nullable Indexed newest;

    RowIndex(Keepalive keepalive) {
        this.keepalive = keepalive;
    }

    /** The row as it is now, or the given one where there is no such row any more. */
    Row find(long serial, Row otherwise) {
        Snapshot snapshot = keepalive.snapshot();
        Indexed indexed = newest;
        if (indexed == null || indexed.snapshot() != snapshot) {
            Map<Long, Row> rows = new HashMap<>();
            for (Row row : snapshot.rows()) {
                rows.put(row.serial(), row);
            }
            indexed = new Indexed(snapshot, rows);
            newest = indexed;
        }
        return indexed.rows().getOrDefault(serial, otherwise);
    }
}
