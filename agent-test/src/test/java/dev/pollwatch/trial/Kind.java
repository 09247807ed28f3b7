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
 */
record Kind(String label, String way, String loop, String word) {

    private static final String CLASS = "dev.pollwatch.hosts.stalls.StallingLoops#";

    Kind(String label, String way, String word) {
        this(label, way, "poll", word);
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
