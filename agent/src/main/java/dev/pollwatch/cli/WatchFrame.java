package dev.pollwatch.cli;

import dev.pollwatch.view.HealthTable;
import dev.pollwatch.view.Look;
import dev.pollwatch.view.Printable;
import dev.pollwatch.view.StatusText;
import dev.pollwatch.view.TableRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code watch} shows at one moment: the table, as much of it as there is room for. */
final class WatchFrame {

    private static final List<String> STATES = List.of("DEAD", "ALIVE", "SLEEP", "UNUSED");
    private static final int LEAST_ROWS = 1;

    private final HostStatus status;
    private final String remark;
    private final String hint;
    private final Look look;

    /**
     * Makes one.
     *
     * @param status what is known
     * @param remark what else to say in the line above the table, fit to print
     * @param hint what to say at that line's end
     * @param look how it is to look
     */
    WatchFrame(HostStatus status, String remark, String hint, Look look) {
        this.status = status;
        this.remark = remark;
        this.hint = hint;
        this.look = look;
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
     * What there is room for; where that is not all, the DEAD come first.
     *
     * @param height the lines that there are
     * @return so many lines at most
     */
    List<String> lines(int height) {
        List<String> lines = new ArrayList<>(StatusText.header(status.whole(), look));
        lines.add(summary());
        if (status.rows().isEmpty()) {
            lines.add("");
            lines.add("There is no poll thread yet.");
        } else {
            if (lines.size() + 3 < height) {
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
            lines.add(look.mark() + " " + Printable.grouped(rest.size()) + " more: " + counts(rest));
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

    private String summary() {
        List<TableRow> rows = status.rows();
        String threads = rows.size() == 1 ? "1 thread" : Printable.grouped(rows.size()) + " threads";
        return Stream.of(remark, rows.isEmpty() ? "" : threads + ": " + counts(rows), hint)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("   "));
    }

    private String counts(List<TableRow> rows) {
        List<String> counts = new ArrayList<>();
        for (String state : STATES) {
            long count = rows.stream().filter(row -> row.state().equals(state)).count();
            if (count > 0) {
                counts.add(look.paint().of(state, Printable.grouped(count) + " " + state));
            }
        }
        return String.join(", ", counts);
    }
}
