package dev.pollwatch.view;

/**
 * Makes names that the host chose fit to print. A thread may be called anything; such a name must neither break a line, steer a
 * terminal, nor be lost in encoding.
 */
public final class Printable {

    /** A thread's name may be 64 kB long, and every other row of a table would be padded to it. */
    static final int LONGEST_CELL = 80;

    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Printable() {}

    /**
     * For places where a text has one line: line ends, control and invisible formatting characters and unpaired surrogates
     * become <code>\</code><code>u000a</code> and the like.
     *
     * @param text any text
     * @return the text in one printable line
     */
    public static String line(String text) {
        return escape(text, false);
    }

    /**
     * For places that can carry line ends and tabs: only other control characters and unpaired surrogates are escaped.
     *
     * @param text any text
     * @return the text, encodable in UTF-8
     */
    public static String encodable(String text) {
        return escape(text, true);
    }

    /**
     * One printable line of limited length.
     *
     * @param text any text
     * @param longest code points at most
     * @return the text, or its beginning and an ellipsis
     */
    public static String cell(String text, int longest) {
        // Cut before escaping as well, so that a huge text is not escaped only to be thrown away.
        String line = line(text.substring(0, Math.min(text.length(), 2 * longest + 2)));
        int length = line.codePointCount(0, line.length());
        return length <= longest ? line : line.substring(0, line.offsetByCodePoints(0, longest - 1)) + "…";
    }

    /**
     * One printable line of limited length, of which the ends are kept: names that a program counts differ at theirs.
     *
     * @param text any text
     * @param begin code points to keep of the beginning
     * @param longest code points at most
     * @return the text, or what is at its ends and an ellipsis between
     */
    static String ends(String text, int begin, int longest) {
        // Here, too, what is cut out is not escaped before.
        boolean huge = text.length() > 4 * longest;
        String line = line(huge ? text.substring(0, 2 * longest) + text.substring(text.length() - 2 * longest) : text);
        int length = line.codePointCount(0, line.length());
        if (length <= longest) {
            return line;
        }
        return line.substring(0, line.offsetByCodePoints(0, begin)) + "…"
                + line.substring(line.offsetByCodePoints(line.length(), begin + 1 - longest));
    }

    /**
     * A number with a space between thousands.
     *
     * @param number the number
     * @return such as {@code 1 204 551}
     */
    public static String grouped(long number) {
        String digits = Long.toString(number);
        StringBuilder grouped = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                grouped.append(' ');
            }
            grouped.append(digits.charAt(i));
        }
        return grouped.toString();
    }

    private static String escape(String text, boolean lenient) {
        StringBuilder escaped = null;
        int step;
        for (int i = 0; i < text.length(); i += step) {
            int c = text.codePointAt(i);
            step = Character.charCount(c);
            if (lenient ? mustEscapeAnywhere(c) : mustEscapeInLine(c)) {
                if (escaped == null) {
                    escaped = new StringBuilder(text.length() + 16).append(text, 0, i);
                }
                appendEscaped(escaped, c);
            } else if (escaped != null) {
                escaped.appendCodePoint(c);
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    /**
     * Appends a code point as JSON escapes it.
     *
     * @param escaped what to append to
     * @param c the code point
     */
    public static void appendEscaped(StringBuilder escaped, int c) {
        for (char unit : Character.toChars(c)) {
            escaped.append("\\u")
                    .append(Character.forDigit(unit >> 12, 16))
                    .append(Character.forDigit(unit >> 8 & 15, 16))
                    .append(Character.forDigit(unit >> 4 & 15, 16))
                    .append(Character.forDigit(unit & 15, 16));
        }
    }

    private static boolean mustEscapeAnywhere(int c) {
        return Character.getType(c) == Character.SURROGATE || Character.isISOControl(c) && c != '\n' && c != '\t';
    }

    private static boolean mustEscapeInLine(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            // Right-to-left overrides and the like; the joiner stays, since emoji are built with it.
            case Character.FORMAT -> c != ZERO_WIDTH_JOINER;
            default -> false;
        };
    }
}
