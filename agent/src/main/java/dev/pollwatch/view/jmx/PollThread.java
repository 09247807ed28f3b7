package dev.pollwatch.view.jmx;

import dev.pollwatch.keepalive.Row;
import dev.pollwatch.os.Tasks;
import dev.pollwatch.view.RowView;
import java.util.function.Supplier;

/** A row's MBean: each attribute is read from the newest snapshot. */
final class PollThread extends RowView implements PollThreadMXBean {

    PollThread(Supplier<Row> row, Tasks tasks) {
        super(row, tasks);
    }
}
