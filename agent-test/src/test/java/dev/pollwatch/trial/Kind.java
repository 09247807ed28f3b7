package dev.pollwatch.trial;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A kind of stall.
 *
 * @param label what the table calls it
 * @param way what the host calls it
 * @param loop the method that the thread loops in when it stands still
 * @param word the diagnosis that is right
 * @param sentence what its sentence is like when it is right, as a regular expression
 */
record Kind(String label, String way, String loop, String word, String sentence) {

    private static final String CLASS = "dev.pollwatch.hosts.stalls.StallingLoops#";

    private static final String ANY = ".*";

    Kind(String label, String way, String word) {
        this(label, way, "poll", word);
    }

    Kind(String label, String way, String loop, String word) {
        this(label, way, loop, word, ANY);
    }

    /** The same, of which it is known what is to be said. */
    Kind told(String asThis) {
        return new Kind(label, way, loop, word, asThis);
    }

    /** The rules that all loops of the host are watched by. */
    static String rules() {
        return String.join(
                ",loop=",
                ",loop=" + CLASS + "poll",
                CLASS + "pollWithInnerLoop",
                CLASS + "pollAndReturn;on-return=dead",
                CLASS + "begin",
                CLASS + "outer",
                CLASS + "inner");
    }

    String loopName() {
        return CLASS + loop;
    }

    Set<String> words() {
        return Set.of(word);
    }

    boolean isWanted(Pattern wanted) {
        return wanted.matcher(label).find();
    }
}
