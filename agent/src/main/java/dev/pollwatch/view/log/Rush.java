package dev.pollwatch.view.log;

import dev.pollwatch.keepalive.Diagnosis;
import dev.pollwatch.keepalive.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One kind of change that may come in hundreds: lets so many lines a second through and folds the others into one. Not to be
 * used by two threads at once.
 */
final class Rush {

    static final int MOST_LINES = 20;
    static final long WINDOW_NANOS = 1_000_000_000L;

    private static final int MOST_NAMES = 10;
    private static final int LONGEST_NAME = 80;

    private final String what;
    private final Map<String, Integer> words = new LinkedHashMap<>();
    private final List<String> names = new ArrayList<>();
    private boolean open;
    private long since;
    private int lines;
    private int folded;
    private long longestNanos;

    /** Takes what the changes of this kind have in common, as in {@code and 480 more turned DEAD}. */
    Rush(String what) {
        this.what = what;
    }

    /**
     * Whether a line of its own may be written for a change; where not, it is folded in.
     *
     * @param row the row that changed
     * @param why the reason, which is counted by its word
     * @param stallNanos the length of the stall that ended, 0 where none did
     * @param now {@link System#nanoTime()}
     */
    boolean admits(Row row, Diagnosis why, long stallNanos, long now) {
        if (!open) {
            open = true;
            since = now;
        }
        if (lines < MOST_LINES) {
            lines++;
            return true;
        }
        fold(row, why, stallNanos);
        return false;
    }

    private void fold(Row row, Diagnosis why, long stallNanos) {
        folded++;
        if (!why.word().isEmpty()) {
            words.merge(why.word(), 1, Integer::sum);
        }
        longestNanos = Math.max(longestNanos, stallNanos);
        if (names.size() < MOST_NAMES) {
            names.add('"' + cut(row.name()) + "\" " + cut(row.loop()));
        }
    }

    /** Whether its second is over. */
    boolean isOver(long now) {
        return open && now - since >= WINDOW_NANOS;
    }

    /**
     * Begins anew.
     *
     * @return the one line for all that was folded, {@code null} where nothing was
     */
    @Nullable
    String close(long now) {
        String line = folded == 0 ? null : line(now);
        open = false;
        lines = 0;
        folded = 0;
        longestNanos = 0;
        words.clear();
        names.clear();
        return line;
    }

    private String line(long now) {
        StringBuilder line = new StringBuilder("and ")
                .append(folded)
                .append(" more ")
                .append(what)
                .append(" in the last ")
                .append(ChangeLog.seconds(now - since));
        if (longestNanos > 0) {
            line.append(", stalled for ")
                    .append(ChangeLog.seconds(longestNanos))
                    .append(" at most");
        }
        String separator = " (";
        for (Map.Entry<String, Integer> word : words.entrySet()) {
            line.append(separator).append(word.getValue()).append(' ').append(word.getKey());
            separator = ", ";
        }
        line.append(words.isEmpty() ? "" : ")").append(": ").append(String.join(", ", names));
        return line.append(folded > names.size() ? " …" : "").toString();
    }

    private static String cut(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
    }
}
