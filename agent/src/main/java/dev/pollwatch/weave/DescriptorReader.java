package dev.pollwatch.weave;

import org.jspecify.annotations.Nullable;

/** Reads method descriptors by the grammar of JVMS 4.3.3; without ASM, which must not be loaded to read rules. */
final class DescriptorReader {

    private static final String PRIMITIVES = "BCDFIJSZ";

    private DescriptorReader() {}

    /**
     * The method descriptor that the text begins with.
     *
     * @return the descriptor, or {@code null} when the text begins with none
     */
    static @Nullable String leading(String text) {
        int at = arguments(text);
        if (at < 0 || at >= text.length()) {
            return null;
        }
        int end = text.charAt(at) == 'V' ? at + 1 : fieldType(text, at);
        return end < 0 ? null : text.substring(0, end);
    }

    static String whatIsWrongWith(String text) {
        if (text.indexOf(')') < 0) {
            return " (its ')' is missing)";
        }
        int at = arguments(text);
        if (at == text.length() || (at > 0 && text.charAt(at) == ';')) {
            return " (the type of the result is missing)";
        }
        return at < 0 ? " (what stands between the brackets is no list of JVM types)" : "";
    }

    /** The index after the closing bracket, or −1. */
    private static int arguments(String text) {
        int at = 1;
        while (at > 0 && at < text.length() && text.charAt(at) != ')') {
            at = fieldType(text, at);
        }
        return at > 0 && at < text.length() ? at + 1 : -1;
    }

    /** The index after the field type that begins at {@code start}, or −1. */
    private static int fieldType(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) == '[') {
            at++;
        }
        if (at >= text.length()) {
            return -1;
        }
        if (PRIMITIVES.indexOf(text.charAt(at)) >= 0) {
            return at + 1;
        }
        int end = text.charAt(at) == 'L' ? text.indexOf(';', at) : -1;
        for (int in = at; in < end; in++) {
            if (".[()<>".indexOf(text.charAt(in)) >= 0) {
                return -1;
            }
        }
        return end > at + 1 ? end + 1 : -1;
    }
}
