package dev.pollwatch.view;

import java.util.ArrayList;
import java.util.List;

/** Says how many rows are in which state, beside whatever else there is to say in the same line, and in more lines where one is full. */
public final class Tally {

    private static final List<String> STATES = List.of("DEAD", "ALIVE", "SLEEP", "UNUSED");
    private static final String PART = "   ";

    /** What is not broken: a text, a count in its state's colour, and a comma; with what is before it where it does not begin a line. */
    private record Piece(String gap, String text, String count, String state, String comma) {

        int width() {
            return TextWidth.of(text + count + comma);
        }
    }

    private final Look look;
    private final List<Piece> pieces = new ArrayList<>();

    /**
     * Begins one that is empty.
     *
     * @param look how it is to look
     */
    public Tally(Look look) {
        this.look = look;
    }

    /**
     * Adds a part.
     *
     * @param part a text fit to print; nothing happens when it is empty
     * @return this
     */
    public Tally say(String part) {
        if (!part.isEmpty()) {
            pieces.add(new Piece(PART, part, "", "", ""));
        }
        return this;
    }

    /**
     * Adds how many threads there are, as {@code 3 threads: 1 DEAD, 2 ALIVE}; nothing happens when there are none.
     *
     * @param rows the rows
     * @return this
     */
    public Tally threads(List<TableRow> rows) {
        return count(rows.size() == 1 ? "1 thread:" : Printable.grouped(rows.size()) + " threads:", rows);
    }

    /**
     * Adds counts.
     *
     * @param title what they are of
     * @param rows the rows to count
     * @return this
     */
    public Tally count(String title, List<TableRow> rows) {
        List<String> present = STATES.stream()
                .filter(state -> rows.stream().anyMatch(row -> row.state().equals(state)))
                .toList();
        for (int i = 0; i < present.size(); i++) {
            String state = present.get(i);
            long count = rows.stream().filter(row -> row.state().equals(state)).count();
            pieces.add(new Piece(
                    i == 0 ? PART : " ",
                    i == 0 ? title + " " : "",
                    Printable.grouped(count) + " " + state,
                    state,
                    i < present.size() - 1 ? "," : ""));
        }
        return this;
    }

    /**
     * All of it.
     *
     * @return the lines
     */
    public List<String> lines() {
        return lines("");
    }

    /**
     * All of it and something that can be spared.
     *
     * @param hint what to say at the end of the last line, where it has room for it
     * @return the lines
     */
    public List<String> lines(String hint) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int used = 0;
        for (Piece piece : pieces) {
            if (used > 0 && !look.holds(used + piece.gap().length() + piece.width())) {
                lines.add(line.toString());
                line.setLength(0);
                used = 0;
            }
            String gap = used == 0 ? "" : piece.gap();
            line.append(gap).append(drawn(piece));
            used += gap.length() + piece.width();
        }
        if (!hint.isEmpty() && look.holds(used + PART.length() + TextWidth.of(hint))) {
            line.append(used == 0 ? "" : PART).append(hint);
        }
        lines.add(line.toString());
        return lines;
    }

    private String drawn(Piece piece) {
        return look.holds(piece.width())
                ? piece.text() + look.paint().of(piece.state(), piece.count()) + piece.comma()
                : TextWidth.head(piece.text() + piece.count(), look.width(), look.mark());
    }
}
