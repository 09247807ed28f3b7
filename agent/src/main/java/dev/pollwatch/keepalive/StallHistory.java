package dev.pollwatch.keepalive;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * A row's stalls: how many, how long, and of the last ones what was found. Lengths are nanoseconds of elapsed time, so a host pause within
 * a stall is part of it. Only touched under the dispatcher's lock.
 */
final class StallHistory {

    /** So many of a row's last stalls are kept. */
    static final int MOST_KEPT = 8;

    static final int LONGEST_DETAIL = 500;
    static final int LONGEST_STACK = 2000;

    private final KeptTexts texts;
    private final Deque<Entry> newestFirst = new ArrayDeque<>(0);
    private long count;
    private long endedNanos;
    private long longestNanos;
    private long start;

    StallHistory(KeptTexts texts) {
        this.texts = texts;
    }

    /**
     * The row turned DEAD.
     *
     * @param from since when it shows no progress
     * @param verdictNumber the number of the verdict, under which a diagnosis will come
     * @param first what the verdict alone says
     */
    void begin(RowRecord.Moment from, long verdictNumber, Diagnosis first) {
        count++;
        start = from.nanos();
        if (newestFirst.size() == MOST_KEPT) {
            newestFirst.removeLast();
        }
        newestFirst.addFirst(new Entry(from, verdictNumber));
        newestFirst.getFirst().show(first);
    }

    /** The row is DEAD for another reason now; the stall goes on. */
    void goOn(long verdictNumber, Diagnosis first) {
        Entry present = newestFirst.getFirst();
        present.lastVerdict = verdictNumber;
        present.looked = false;
        if (!first.equals(Diagnosis.NONE)) {
            present.show(first);
        }
    }

    /** Gives the length of the stall that ends. */
    long end(long at) {
        long length = at - start;
        endedNanos += length;
        longestNanos = Math.max(longestNanos, length);
        Entry present = newestFirst.getFirst();
        present.nanos = length;
        present.over = true;
        return length;
    }

    /**
     * Enters what was found of a stall, whether it lasts or not.
     *
     * @param verdictNumber the verdict that was looked into
     * @param found what was found
     * @param late whether the thread went on before; it then stands only where nothing better was found
     */
    void diagnosed(long verdictNumber, Diagnosis found, boolean late) {
        for (Entry entry : newestFirst) {
            if (entry.firstVerdict <= verdictNumber && verdictNumber <= entry.lastVerdict) {
                boolean ofAnEarlierReason = verdictNumber != entry.lastVerdict && !entry.word.isEmpty();
                if (!ofAnEarlierReason && !(late && entry.looked)) {
                    entry.show(found);
                    entry.looked = true;
                }
                return;
            }
        }
    }

    long count() {
        return count;
    }

    /** The length of all together, the present one included if there is one. */
    long nanos(boolean stalling, long now) {
        return endedNanos + (stalling ? now - start : 0);
    }

    long longestNanos(boolean stalling, long now) {
        return stalling ? Math.max(longestNanos, now - start) : longestNanos;
    }

    /** The last ones, the newest first. */
    List<Stall> last(long now) {
        if (newestFirst.isEmpty()) {
            return List.of();
        }
        List<Stall> stalls = new ArrayList<>(newestFirst.size());
        for (Entry entry : newestFirst) {
            stalls.add(entry.toStall(now));
        }
        return stalls;
    }

    private final class Entry {

        private final long startMillis;
        private final long start;
        private final long firstVerdict;
        private long lastVerdict;
        private long nanos;
        private boolean over;
        private boolean looked;
        private String word = "";
        private KeptTexts.Text detail = KeptTexts.NOTHING;
        private KeptTexts.Text stack = KeptTexts.NOTHING;
        private Evidence evidence = Evidence.NONE;

        Entry(RowRecord.Moment from, long verdictNumber) {
            this.startMillis = from.epochMillis();
            this.start = from.nanos();
            this.firstVerdict = verdictNumber;
            this.lastVerdict = verdictNumber;
        }

        void show(Diagnosis found) {
            word = found.word();
            detail = texts.keep(cut(found.detail(), LONGEST_DETAIL));
            stack = texts.keep(cutAtFrame(found.stack()));
            evidence = found.evidence();
        }

        Stall toStall(long now) {
            Diagnosis diagnosis = new Diagnosis(word, detail.get(), stack.get(), evidence);
            return new Stall(startMillis, over ? nanos : Math.max(0, now - start), over, diagnosis);
        }
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + " …";
    }

    private static String cutAtFrame(String stack) {
        if (stack.length() <= LONGEST_STACK) {
            return stack;
        }
        int end = stack.lastIndexOf('\n', LONGEST_STACK);
        return end < 0 ? cut(stack, LONGEST_STACK) : stack.substring(0, end) + "\n…";
    }
}
