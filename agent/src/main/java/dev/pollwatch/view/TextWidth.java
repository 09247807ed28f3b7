package dev.pollwatch.view;

/** How many columns of a terminal a text takes: Chinese, Japanese and Korean characters and most emoji take two, accents that combine none. */
final class TextWidth {

    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** From the Unicode standard's East Asian Width, its wide ranges; first and last of each. */
    private static final int[] WIDE = {
        0x1100, 0x115F, 0x231A, 0x231B, 0x2329, 0x232A, 0x23E9, 0x23EC, 0x23F0, 0x23F0, 0x23F3, 0x23F3, 0x25FD, 0x25FE,
        0x2614, 0x2615, 0x2648, 0x2653, 0x267F, 0x267F, 0x2693, 0x2693, 0x26A1, 0x26A1, 0x26AA, 0x26AB, 0x26BD, 0x26BE,
        0x26C4, 0x26C5, 0x26CE, 0x26CE, 0x26D4, 0x26D4, 0x26EA, 0x26EA, 0x26F2, 0x26F3, 0x26F5, 0x26F5, 0x26FA, 0x26FA,
        0x26FD, 0x26FD, 0x2705, 0x2705, 0x270A, 0x270B, 0x2728, 0x2728, 0x274C, 0x274C, 0x274E, 0x274E, 0x2753, 0x2755,
        0x2757, 0x2757, 0x2795, 0x2797, 0x27B0, 0x27B0, 0x27BF, 0x27BF, 0x2B1B, 0x2B1C, 0x2B50, 0x2B50, 0x2B55, 0x2B55,
        0x2E80, 0x303E, 0x3041, 0x4DBF, 0x4E00, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3, 0xF900, 0xFAFF, 0xFE10, 0xFE19,
        0xFE30, 0xFE6F, 0xFF01, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18CFF, 0x1AFF0, 0x1B2FF, 0x1F004, 0x1F004, 0x1F0CF,
        0x1F0CF, 0x1F18E, 0x1F18E, 0x1F191, 0x1F19A, 0x1F200, 0x1F320, 0x1F32D, 0x1F335, 0x1F337, 0x1F37C, 0x1F37E,
        0x1F393, 0x1F3A0, 0x1F3CA, 0x1F3CF, 0x1F3D3, 0x1F3E0, 0x1F3F0, 0x1F3F4, 0x1F3F4, 0x1F3F8, 0x1F43E, 0x1F440,
        0x1F440, 0x1F442, 0x1F4FC, 0x1F4FF, 0x1F53D, 0x1F54B, 0x1F54E, 0x1F550, 0x1F567, 0x1F57A, 0x1F57A, 0x1F595,
        0x1F596, 0x1F5A4, 0x1F5A4, 0x1F5FB, 0x1F64F, 0x1F680, 0x1F6C5, 0x1F6CC, 0x1F6CC, 0x1F6D0, 0x1F6D2, 0x1F6D5,
        0x1F6DF, 0x1F6EB, 0x1F6EC, 0x1F6F4, 0x1F6FC, 0x1F7E0, 0x1F7EB, 0x1F7F0, 0x1F7F0, 0x1F90C, 0x1F93A, 0x1F93C,
        0x1F945, 0x1F947, 0x1F9FF, 0x1FA70, 0x1FAFF, 0x20000, 0x3FFFD,
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
        // A joiner with nothing behind it would join the mark.
        while (end > 0 && end < text.length() && text.charAt(end - 1) == ZERO_WIDTH_JOINER) {
            end--;
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
        // What takes no column stands on the character before it, which is cut off.
        while (begin > 0 && begin < text.length() && of(text.codePointAt(begin)) == 0) {
            begin += Character.charCount(text.codePointAt(begin));
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
