package dev.pollwatch.view.jmx;

import dev.pollwatch.keepalive.Row;
import dev.pollwatch.os.Tasks;
import dev.pollwatch.view.RowView;
import java.util.function.Supplier;

/** A row's MBean: each attribute is read from the newest snapshot. */
final class PollThread extends RowView implements PollThreadMXBean {

    private static final double THOUSAND = 1000;

    PollThread(Supplier<Row> row, Tasks tasks) {
        super(row, tasks);
    }

    @Override
    public double getHeartbeatsPerSecond() {
        return legible(super.getHeartbeatsPerSecond());
    }

    @Override
    public double getCpuPercent() {
        return legible(super.getCpuPercent());
    }

    /** Consoles show all the digits that there are: three behind the point are enough to read. */
    private static double legible(double number) {
        return Math.rint(number * THOUSAND) / THOUSAND;
    }
}
