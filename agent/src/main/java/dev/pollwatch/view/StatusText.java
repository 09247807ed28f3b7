package dev.pollwatch.view;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that there is to say as text: a line on the whole, the table, rules that matched nothing, and the stacks of DEAD threads. */
public final class StatusText {

    private static final int MOST_FRAMES = 12;
    private static final int MOST_STACKS = 20;
    private static final int MOST_LINES_OF_RULES = 10;
    private static final String INDENT = "    ";

    private StatusText() {}

    /**
     * Writes all of it.
     *
     * @param whole what there is to say of the whole
     * @param rows the rows
     * @param look how it is to look
     * @return lines, each ended by a line feed
     */
    public static String of(Whole whole, List<TableRow> rows, Look look) {
        List<String> lines = new ArrayList<>(header(whole, look));
        lines.add("");
        if (rows.isEmpty()) {
            lines.addAll(Wrapped.lines(
                    "There is no poll thread yet: no thread has entered a woven poll loop.", look, "", 3));
        } else {
            HealthTable table = new HealthTable(rows, look);
            lines.add(table.titles());
            for (int row = 0; row < rows.size(); row++) {
                lines.addAll(table.lines(row));
            }
        }
        lines.addAll(unmatchedRules(whole, look));
        lines.addAll(stacks(rows, look));
        return String.join("\n", lines) + "\n";
    }

    /**
     * What stands above the table.
     *
     * @param whole what there is to say
     * @param look how it is to look
     * @return one line, or more where one would be too long
     */
    public static List<String> header(Whole whole, Look look) {
        return Wrapped.parts(whole.header(), look);
    }

    /** A typo in a rule shows nowhere else than in what does not happen. */
    private static List<String> unmatchedRules(Whole whole, Look look) {
        if (whole.unmatchedRules().isEmpty()) {
            return List.of();
        }
        String rules = Printable.line(String.join(", ", whole.unmatchedRules()));
        List<String> lines = new ArrayList<>(List.of(""));
        lines.addAll(
                Wrapped.lines("rules that no loaded class has answered to: " + rules, look, "", MOST_LINES_OF_RULES));
        return lines;
    }

    private static List<String> stacks(List<TableRow> rows, Look look) {
        Map<String, List<TableRow>> byStack = new LinkedHashMap<>();
        for (TableRow row : rows) {
            if (row.dead() && !row.stack().isBlank()) {
                byStack.computeIfAbsent(row.stack(), any -> new ArrayList<>()).add(row);
            }
        }
        List<String> lines = new ArrayList<>();
        int shown = 0;
        for (List<TableRow> alike : byStack.values()) {
            lines.add("");
            if (shown++ == MOST_STACKS) {
                lines.add("and " + (byStack.size() - MOST_STACKS) + " more stacks");
                break;
            }
            lines.addAll(stack(alike, look));
        }
        return lines;
    }

    private static List<String> stack(List<TableRow> alike, Look look) {
        TableRow first = alike.get(0);
        String title = '"' + Column.THREAD.cell(first) + "\" " + Column.LOOP.cell(first) + ' '
                + Column.STATE.cell(first) + " for " + Column.SINCE.cell(first)
                + (alike.size() > 1 ? ", and " + (alike.size() - 1) + " more with this stack:" : ":");
        List<String> lines = new ArrayList<>(Wrapped.lines(title, look, "", 3));
        List<String> frames = first.stack().lines().toList();
        for (String frame : frames.subList(0, Math.min(frames.size(), MOST_FRAMES))) {
            String text = Printable.cell(frame.strip(), Column.LONGEST_DIAGNOSIS);
            lines.add(INDENT
                    + (look.width() <= 0
                            ? text
                            : TextWidth.ends(text, Math.max(look.width() - INDENT.length(), 8), look.mark())));
        }
        if (frames.size() > MOST_FRAMES) {
            lines.add(INDENT + look.mark() + " " + (frames.size() - MOST_FRAMES) + " more");
        }
        return lines;
    }
}
