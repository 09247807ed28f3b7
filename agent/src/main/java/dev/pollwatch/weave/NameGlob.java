package dev.pollwatch.weave;

/**
 * Names by pattern, matched by hand: a rule with a pattern is asked about each class that is loaded, and a regular expression
 * would cost several times as much. {@code *} stands for any characters within one segment, {@code **} for any at all, and
 * {@code **.} at the start of a segment for any number of whole segments, none too.
 *
 * <p>It comes back to the last wildcard of each kind only: an earlier one could take in no more than these can.
 */
final class NameGlob {

    private static final char IN_SEGMENT = '*';
    private static final char ACROSS = '\u0001';
    private static final char SEGMENTS = '\u0002';

    private NameGlob() {}

    /** A class name with wildcards and dots, made ready to be matched with internal names. */
    static String compile(String dotted) {
        StringBuilder compiled = new StringBuilder();
        int at = 0;
        while (at < dotted.length()) {
            char c = dotted.charAt(at);
            if (dotted.startsWith("**", at)) {
                boolean startsSegment = at == 0 || dotted.charAt(at - 1) == '.';
                boolean segments = startsSegment && dotted.startsWith(".", at + 2);
                compiled.append(segments ? SEGMENTS : ACROSS);
                at += segments ? 3 : 2;
            } else {
                compiled.append(c == '.' ? '/' : c);
                at++;
            }
        }
        return compiled.toString();
    }

    /**
     * Whether the name answers to the pattern.
     *
     * @param compiled what {@link #compile} gave; a method name with {@code *} serves as it is
     * @param name an internal class name, or a method name
     */
    static boolean matches(String compiled, String name) {
        return endFits(compiled, name) && matchesFromStart(compiled, name);
    }

    /** Most names differ in what is behind the last wildcard, and that is seen at once. */
    private static boolean endFits(String compiled, String name) {
        int inName = name.length() - 1;
        for (int inGlob = compiled.length() - 1; inGlob >= 0; inGlob--, inName--) {
            char c = compiled.charAt(inGlob);
            if (c == IN_SEGMENT || c == ACROSS || c == SEGMENTS) {
                return true;
            }
            if (inName < 0 || c != name.charAt(inName)) {
                return false;
            }
        }
        return true;
    }

    private static boolean matchesFromStart(String compiled, String name) {
        int inGlob = 0;
        int inName = 0;
        int star = -1; // just behind the last '*', which may take in one more character at starResume
        int starResume = 0;
        int far = -1; // the same for the last wildcard that may cross segments
        int farResume = 0;
        boolean bySegments = false;
        while (true) {
            if (inGlob == compiled.length()) {
                if (inName == name.length()) {
                    return true;
                }
            } else {
                char c = compiled.charAt(inGlob);
                if (c == IN_SEGMENT) {
                    star = ++inGlob;
                    starResume = inName;
                    continue;
                }
                if (c == ACROSS || c == SEGMENTS) {
                    bySegments = c == SEGMENTS;
                    far = ++inGlob;
                    farResume = inName;
                    star = -1;
                    continue;
                }
                if (inName < name.length() && c == name.charAt(inName)) {
                    inGlob++;
                    inName++;
                    continue;
                }
            }
            if (star >= 0 && starResume < name.length() && name.charAt(starResume) != '/') {
                inGlob = star;
                inName = ++starResume;
            } else if (far >= 0 && farResume < name.length()) {
                farResume = bySegments ? name.indexOf('/', farResume) + 1 : farResume + 1;
                if (farResume == 0) {
                    return false;
                }
                star = -1;
                inGlob = far;
                inName = farResume;
            } else {
                return false;
            }
        }
    }
}
