package dev.pollwatch.view;

/**
 * Makes names that the host chose fit to print. A thread may be called anything; such a name must neither break a line, steer a
 * terminal, nor be lost in encoding.
 */
public final class Printable {

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
                for (char unit : Character.toChars(c)) {
                    escaped.append("\\u")
                            .append(Character.forDigit(unit >> 12, 16))
                            .append(Character.forDigit(unit >> 8 & 15, 16))
                            .append(Character.forDigit(unit >> 4 & 15, 16))
                            .append(Character.forDigit(unit & 15, 16));
                }
            } else if (escaped != null) {
                escaped.appendCodePoint(c);
            }
        }
        return escaped == null ? text : escaped.toString();
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
