package dev.pollwatch.config;

import java.util.ArrayList;
import java.util.List;

/**
 * An option as one source gives it.
 *
 * @param text the value as a scalar
 * @param parts the value as a list: without the empty ones, trimmed
 * @param source the source, as it stands in messages
 */
record Given(String text, List<String> parts, String source) {

    /** A value from a source in which commas mean something in lists only. */
    static Given of(Option option, String text, String source) {
        return new Given(text.trim(), option.isList() ? split(text) : List.of(), source);
    }

    /** Splits at commas; {@code \,} is a comma in a part, any other backslash is itself. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == ',') {
                part.append(',');
                i++;
            } else if (c == ',') {
                addPart(parts, part);
            } else {
                part.append(c);
            }
        }
        addPart(parts, part);
        return parts;
    }

    /** Adds a part unless it is blank, and clears the buffer. */
    static void addPart(List<String> parts, StringBuilder part) {
        String trimmed = part.toString().trim();
        if (!trimmed.isEmpty()) {
            parts.add(trimmed);
        }
        part.setLength(0);
    }
}
