package dev.pollwatch.view;

import dev.pollwatch.keepalive.Keepalive;
import dev.pollwatch.keepalive.Row;
import dev.pollwatch.keepalive.RuleStatus;
import dev.pollwatch.keepalive.Snapshot;
import dev.pollwatch.os.Tasks;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The text table of this process: one line on the whole, one per row, and the stacks of the DEAD ones below. */
public final class HealthReport {

    private final Keepalive keepalive;
    private final Tasks tasks;
    private final String version;
    private final Supplier<List<RuleStatus>> rules;

    /**
     * Makes a report on this process.
     *
     * @param keepalive what to report on
     * @param tasks where to look up the kernel's facts
     * @param version Pollwatch's own version
     * @param rules gives what became of the rules
     */
    public HealthReport(Keepalive keepalive, Tasks tasks, String version, Supplier<List<RuleStatus>> rules) {
        this.keepalive = keepalive;
        this.tasks = tasks;
        this.version = version;
        this.rules = rules;
    }

    /**
     * Writes the table as it is now.
     *
     * @return lines, each ended by a line feed
     */
    public String text() {
        Snapshot snapshot = keepalive.snapshot();
        List<TableRow> rows = new ArrayList<>();
        for (Row row : snapshot.rows()) {
            rows.add(TableRow.of(new RowView(row, tasks)));
        }
        return StatusText.of(Whole.of(snapshot, version, rules.get()), rows, Look.PLAIN);
    }
}
