package dev.pollwatch.view;

import java.util.ArrayList;
import java.util.List;

/** Text that goes on in the next line where one is full. */
final class Wrapped {

    private Wrapped() {}

    /**
     * Breaks a sentence between words, and a word that is too long anywhere.
     *
     * @param text one printable line
     * @param look says how wide a line may be
     * @param indent what each line begins with
     * @param most lines at most; of the last one the middle is cut out, since a sentence often ends with the place
     */
    static List<String> lines(String text, Look look, String indent, int most) {
        int width = look.width() <= 0 ? Integer.MAX_VALUE : Math.max(look.width() - indent.length(), 8);
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (!rest.isEmpty()) {
            if (TextWidth.of(rest) <= width) {
                lines.add(indent + rest);
                break;
            }
            if (lines.size() == most - 1) {
                lines.add(indent + TextWidth.ends(rest, width, look.mark()));
                break;
            }
            String full = TextWidth.first(rest, width);
            int space = rest.charAt(full.length()) == ' ' ? full.length() : full.lastIndexOf(' ');
            int end = space > 0 ? space : full.length();
            lines.add(indent + rest.substring(0, end));
            rest = rest.substring(end).stripLeading();
        }
        return lines;
    }

    /** Sets parts in a line, three spaces apart, and in more lines where one is full. */
    static List<String> parts(List<String> parts, Look look) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String part : parts) {
            if (!line.isEmpty() && !look.holds(TextWidth.of(line + "   " + part))) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : "   ").append(part);
        }
        lines.add(line.toString());
        return lines;
    }
}
