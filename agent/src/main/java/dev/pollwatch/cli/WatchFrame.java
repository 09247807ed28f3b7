package dev.pollwatch.cli;

import dev.pollwatch.view.HealthTable;
import dev.pollwatch.view.Look;
import dev.pollwatch.view.Printable;
import dev.pollwatch.view.StatusText;
import dev.pollwatch.view.TableRow;
import dev.pollwatch.view.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What {@code watch} shows at one moment: the table, as much of it as there is room for. */
final class WatchFrame {

    private static final int LEAST_ROWS = 1;

    /** The titles, a row with its diagnosis, and what counts the rest; for that the header makes room. */
    private static final int LEAST_BELOW = 4;

    private final HostStatus status;
    private final String remark;
    private final String hint;
    private final Look look;

    /**
     * Makes one.
     *
     * @param status what is known
     * @param remark what else to say in the line above the table, fit to print
     * @param hint what to say at that line's end, where it has room for it
     * @param look how it is to look
     */
    WatchFrame(HostStatus status, String remark, String hint, Look look) {
        this.status = status;
        this.remark = remark;
        this.hint = hint;
        this.look = look;
    }

    /**
     * The same for when it stands still.
     *
     * @return one without the hint
     */
    WatchFrame withoutHint() {
        return new WatchFrame(status, remark, "", look);
    }

    /**
     * All of it, as long as it comes.
     *
     * @return the lines
     */
    List<String> lines() {
        return lines(Integer.MAX_VALUE);
    }

    /**
     * What there is room for; where that is not all, the DEAD come first, and in a very low terminal what is said of the whole gives way.
     *
     * @param height the lines that there are
     * @return so many lines at most
     */
    List<String> lines(int height) {
        List<String> summary =
                new Tally(look).say(remark).threads(status.rows()).lines(hint);
        List<String> header = StatusText.header(status.whole(), look);
        int spared = Math.max(0, height - summary.size() - LEAST_BELOW);
        List<String> lines = new ArrayList<>(header.subList(0, Math.min(header.size(), spared)));
        lines.addAll(summary);
        if (status.rows().isEmpty()) {
            lines.add("");
            lines.add("There is no poll thread yet.");
        } else {
            if (lines.size() + LEAST_BELOW < height) {
                lines.add("");
            }
            addRows(lines, height);
        }
        return lines.size() <= height ? lines : lines.subList(0, height);
    }

    private void addRows(List<String> lines, int height) {
        List<TableRow> rows = status.rows();
        HealthTable table = new HealthTable(rows, look);
        int room = height - lines.size() - 1;
        boolean all = fitting(table, rows.size(), room, false) == rows.size();
        int fitting = rows.size();
        if (!all) {
            rows = rows.stream()
                    .sorted(Comparator.comparing(row -> !row.dead()))
                    .toList();
            table = new HealthTable(rows, look);
            fitting = Math.max(LEAST_ROWS, fitting(table, rows.size(), room - 1, true));
        }
        lines.add(table.titles());
        for (int row = 0; row < fitting; row++) {
            lines.addAll(all ? table.lines(row) : table.briefLines(row));
        }
        if (fitting < rows.size()) {
            List<TableRow> rest = rows.subList(fitting, rows.size());
            String more = look.mark() + " " + Printable.grouped(rest.size()) + " more:";
            lines.add(new Tally(look).count(more, rest).lines().get(0));
        }
    }

    private static int fitting(HealthTable table, int rows, int room, boolean brief) {
        int used = 0;
        for (int row = 0; row < rows; row++) {
            used += (brief ? table.briefLines(row) : table.lines(row)).size();
            if (used > room) {
                return row;
            }
        }
        return rows;
    }
}
