package dev.pollwatch.view;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The rows as a table. Where there is too little width, it first sets the diagnoses on lines of their own, then shortens loops and thread
 * names, and then leaves out columns.
 */
public final class HealthTable {

    private static final String GAP = "  ";
    private static final String INDENT = "    ";
    private static final int MOST_LINES_OF_A_DIAGNOSIS = 3;
    private static final int LEAST_THREAD = 12;
    private static final int LEAST_LOOP = 16;
    /** What a diagnosis beside the rest must leave to the two. */
    private static final int FAIR_THREAD = 20;

    private static final int FAIR_LOOP = 20;

    /** The first of these goes first. */
    private static final Column[] DISPENSABLE = {
        Column.CORE, Column.TID, Column.STALLS, Column.LAST_BEAT, Column.SINCE, Column.BEATS,
    };

    private final Look look;
    private final List<Map<Column, String>> cells = new ArrayList<>();
    private final List<String> states = new ArrayList<>();
    private final Map<Column, Integer> widths = new EnumMap<>(Column.class);
    private boolean diagnosesBelow;

    /**
     * Lays a table out.
     *
     * @param rows its rows
     * @param look how it is to look
     */
    public HealthTable(List<TableRow> rows, Look look) {
        this.look = look;
        for (Column column : Column.values()) {
            widths.put(column, column.title.length());
        }
        for (TableRow row : rows) {
            Map<Column, String> line = new EnumMap<>(Column.class);
            for (Column column : Column.values()) {
                String cell = column.cell(row);
                line.put(column, cell);
                widths.merge(column, TextWidth.of(cell), Math::max);
            }
            cells.add(line);
            states.add(row.state());
        }
        if (!look.holds(total())) {
            fit();
        }
    }

    /**
     * The line above the rows.
     *
     * @return the titles
     */
    public String titles() {
        StringBuilder line = new StringBuilder();
        for (Column column : widths.keySet()) {
            add(line, column, TextWidth.head(column.title, width(column), look.mark()));
        }
        return line.toString().stripTrailing();
    }

    /**
     * The lines of a row.
     *
     * @param row which one, from 0
     * @return one line, or more where the diagnosis stands below
     */
    public List<String> lines(int row) {
        return lines(row, MOST_LINES_OF_A_DIAGNOSIS);
    }

    /**
     * The same where room is scarce.
     *
     * @param row which one, from 0
     * @return one line, or two where the diagnosis stands below; of a long one the middle is cut out
     */
    public List<String> briefLines(int row) {
        return lines(row, 1);
    }

    private List<String> lines(int row, int mostOfADiagnosis) {
        Map<Column, String> texts = cells.get(row);
        StringBuilder line = new StringBuilder();
        for (Column column : widths.keySet()) {
            add(line, column, shortened(column, texts.getOrDefault(column, "")));
            if (column == Column.STATE) {
                paint(line, states.get(row));
            }
        }
        List<String> lines = new ArrayList<>(List.of(line.toString().stripTrailing()));
        String diagnosis = diagnosesBelow ? texts.getOrDefault(Column.DIAGNOSIS, "") : "";
        if (!diagnosis.isEmpty() && mostOfADiagnosis == 1) {
            lines.add(INDENT + TextWidth.ends(diagnosis, Math.max(look.width() - INDENT.length(), 8), look.mark()));
        } else if (!diagnosis.isEmpty()) {
            lines.addAll(Wrapped.lines(diagnosis, look, INDENT, mostOfADiagnosis));
        }
        return lines;
    }

    /** The state is the last cell of the line so far, and what is around it keeps its colour. */
    private void paint(StringBuilder line, String state) {
        int begin = line.length() - width(Column.STATE);
        String cell = line.substring(begin);
        String word = cell.stripTrailing();
        line.replace(begin, line.length(), look.paint().of(state, word) + cell.substring(word.length()));
    }

    private void add(StringBuilder line, Column column, String text) {
        String padding = " ".repeat(Math.max(0, width(column) - TextWidth.of(text)));
        line.append(line.isEmpty() ? "" : GAP);
        line.append(column.flushRight ? padding + text : text + padding);
    }

    private String shortened(Column column, String text) {
        return switch (column) {
            case THREAD -> TextWidth.ends(text, width(column), look.mark());
            case LOOP -> loop(text, width(column));
            default -> TextWidth.head(text, width(column), look.mark());
        };
    }

    /** The package goes first, part by part from the front. */
    private String loop(String text, int width) {
        if (TextWidth.of(text) <= width) {
            return text;
        }
        int end = text.indexOf('#');
        for (int dot = text.indexOf('.'); dot >= 0 && dot < end; dot = text.indexOf('.', dot + 1)) {
            String rest = look.mark() + text.substring(dot + 1);
            if (TextWidth.of(rest) <= width) {
                return rest;
            }
        }
        return TextWidth.tail(text, width, look.mark());
    }

    private void fit() {
        int thread = width(Column.THREAD);
        int loop = width(Column.LOOP);
        int diagnosis = width(Column.DIAGNOSIS);
        int room = look.width() - total() + thread + loop;
        if (room >= Math.min(thread, FAIR_THREAD) + Math.min(loop, FAIR_LOOP)) {
            share(room, thread, loop);
            return;
        }
        widths.remove(Column.DIAGNOSIS);
        diagnosesBelow = true;
        room += diagnosis + GAP.length();
        for (Column column : DISPENSABLE) {
            if (room >= Math.min(thread, LEAST_THREAD) + Math.min(loop, LEAST_LOOP)) {
                break;
            }
            room += width(column) + GAP.length();
            widths.remove(column);
        }
        share(Math.max(room, 2), thread, loop);
    }

    private void share(int room, int thread, int loop) {
        int forThread = Math.min(thread, Math.max(Math.min(LEAST_THREAD, room / 2), room * 2 / 5));
        int forLoop = Math.min(loop, room - forThread);
        widths.put(Column.LOOP, forLoop);
        widths.put(Column.THREAD, Math.min(thread, room - forLoop));
    }

    private int total() {
        int total = -GAP.length();
        for (int width : widths.values()) {
            total += width + GAP.length();
        }
        return total;
    }

    private int width(Column column) {
        return widths.getOrDefault(column, 0);
    }
}
