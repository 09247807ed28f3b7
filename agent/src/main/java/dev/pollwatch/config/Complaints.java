package dev.pollwatch.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Words and collects complaints; a complaint made twice is kept once. */
final class Complaints {

    private static final int LONGEST_QUOTE = 160;

    private static final String STAYS_CLOSED = "the HTTP endpoint stays closed";

    private final Set<Complaint> collected = new LinkedHashSet<>();
    private boolean guardMistaken;
    private boolean fileIgnored;

    void warn(String message) {
        collected.add(new Complaint(Complaint.Severity.WARN, message));
    }

    void debug(String message) {
        collected.add(new Complaint(Complaint.Severity.DEBUG, message));
    }

    void unknownKey(String key, String source) {
        Option nearest = Option.nearest(key);
        String message = "unknown option " + quote(key) + " (" + source + ") is ignored; the nearest known one is "
                + quote(nearest.key());
        if (nearest.isGuard() || Option.seemsGuard(key)) {
            badGuard(message);
        } else {
            warn(message);
        }
    }

    /** A mistake in what was to guard the HTTP endpoint: better none than one that is open. */
    void badGuard(String message) {
        guardMistaken = true;
        warn(message + "; " + STAYS_CLOSED);
    }

    /** A whole file of options could not be used; nobody knows what it was to guard. */
    void ignoredFile(String message) {
        fileIgnored = true;
        warn(message + "; it is ignored");
    }

    /** Whether the HTTP endpoint cannot be opened as the user wanted it guarded. */
    boolean isGuardMistaken() {
        return guardMistaken;
    }

    /** Whether a file of options was not used. */
    boolean isFileIgnored() {
        return fileIgnored;
    }

    void badValue(Option option, String value, String source, String expected) {
        warn("bad value " + quote(value) + " of option " + quote(option.key()) + " (" + source + "): expected "
                + expected + "; the default is used: " + option.defaultText());
    }

    void badType(Option option, String type, String source, String expected) {
        warn("option " + quote(option.key()) + " (" + source + ") is " + type + ": expected " + expected
                + "; the default is used: " + option.defaultText());
    }

    List<Complaint> toList() {
        return new ArrayList<>(collected);
    }

    /** The text in double quotes, made {@linkplain #plain plain}. */
    static String quote(String text) {
        return '"' + plain(text) + '"';
    }

    /** The text on one line: what could break or forge a log line is escaped, what is too long is cut. */
    static String plain(String text) {
        StringBuilder line = new StringBuilder(text.length());
        int end = Math.min(text.length(), LONGEST_QUOTE);
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                default -> {
                    if (printable(c)) {
                        line.append(c);
                    } else {
                        line.append("\\u");
                        for (int shift = 12; shift >= 0; shift -= 4) {
                            line.append(Character.forDigit(c >> shift & 0xf, 16));
                        }
                    }
                }
            }
        }
        if (end < text.length()) {
            line.append('…');
        }
        return line.toString();
    }

    private static boolean printable(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
