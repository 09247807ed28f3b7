package dev.pollwatch.view;

/** How many columns of a terminal a text takes: Chinese, Japanese and Korean characters and most emoji take two, accents that combine none. */
final class TextWidth {

    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** From the Unicode standard's East Asian Width, its wide ranges; first and last of each. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x231A, 0x231B, 0x23E9, 0x23EC, 0x2614, 0x2615, 0x26A1, 0x26A1, 0x26D4, 0x26D4, 0x2705, 0x2705,
        0x274C, 0x274C, 0x2757, 0x2757, 0x2B50, 0x2B50, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0xA4CF,
        0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x1F300,
                0x1F64F,
        0x1F680, 0x1F6FF, 0x1F900, 0x1FAFF, 0x20000, 0x3FFFD,
    };

    private TextWidth() {}

    static int of(String text) {
        int width = 0;
        int step;
        for (int i = 0; i < text.length(); i += step) {
            int c = text.codePointAt(i);
            step = Character.charCount(c);
            width += of(c);
        }
        return width;
    }

    /** Cuts a text's end off. */
    static String head(String text, int width, String mark) {
        return of(text) <= width ? text : first(text, width - of(mark)) + mark;
    }

    /** Cuts a text's beginning off. */
    static String tail(String text, int width, String mark) {
        return of(text) <= width ? text : mark + last(text, width - of(mark));
    }

    /** Cuts a text's middle out, since names that a pool counts differ at their ends. */
    static String ends(String text, int width, String mark) {
        if (of(text) <= width) {
            return text;
        }
        int kept = width - of(mark);
        return first(text, kept / 2) + mark + last(text, kept - kept / 2);
    }

    static String first(String text, int width) {
        int taken = 0;
        int end = 0;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            taken += of(c);
            if (taken > width) {
                break;
            }
            end += Character.charCount(c);
        }
        return text.substring(0, end);
    }

    private static String last(String text, int width) {
        int taken = 0;
        int begin = text.length();
        while (begin > 0) {
            int c = text.codePointBefore(begin);
            taken += of(c);
            if (taken > width) {
                break;
            }
            begin -= Character.charCount(c);
        }
        return text.substring(begin);
    }

    private static int of(int c) {
        if (c < WIDE[0] && Character.getType(c) != Character.NON_SPACING_MARK) {
            return 1;
        }
        switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> {
                return 0;
            }
            default -> {
                return c == ZERO_WIDTH_JOINER ? 0 : isWide(c) ? 2 : 1;
            }
        }
    }

    private static boolean isWide(int c) {
        for (int i = 0; i < WIDE.length; i += 2) {
            if (c >= WIDE[i] && c <= WIDE[i + 1]) {
                return true;
            }
        }
        return false;
    }
}
