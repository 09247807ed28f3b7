package dev.pollwatch.keepalive;

import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a thread that shows no progress is merely idle. Called on the thread {@code pollwatch-idle}, never on the host's. A failure
 * counts as {@link Kind#UNKNOWN}.
 */
public interface IdleProbe {

    /** What a thread is found at. */
    enum Kind {
        /** It waits for work in a way that is known as idle, and nothing but its framework stands between that and its loop. */
        IDLE,
        /** It runs, or waits for something else. */
        BUSY,
        /** The loop's method is nowhere on its stack. */
        ABSENT,
        /** It waits, and whether idly cannot be told just now, because of other threads; soon it may. */
        NOT_NOW,
        /** It could not be told. */
        UNKNOWN
    }

    /**
     * An answer.
     *
     * @param kind what the thread was found at
     * @param detail a few words on it, such as {@code idle in LinkedBlockingQueue.take}; may be empty
     * @param mark a number that the thread's next move changes, so that what was found holds as long as it stays; −1 where there is none
     * @param place where an idle thread waits, as far as can be told without its stack: should it wait there again, it is idle again; empty
     *     where that does not tell
     */
    record Answer(Kind kind, String detail, long mark, String place) {

        /** It could not be told. */
        public static final Answer UNKNOWN = new Answer(Kind.UNKNOWN, "", -1);

        /**
         * An answer without a place.
         *
         * @param kind what the thread was found at
         * @param detail a few words on it
         * @param mark a number that the thread's next move changes
         */
        public Answer(Kind kind, String detail, long mark) {
            this(kind, detail, mark, "");
        }
    }

    /**
     * A thread in a loop without progress.
     *
     * @param name the row's thread name
     * @param loop the loop's name
     * @param thread the thread, {@code null} where it is gone
     * @param tid its OS thread id, −1 unknown
     * @param javaThreadId its Java id
     * @param last what was answered before, if it made no progress since
     * @param idle how it was found idle last, be it long ago; {@code null} where it never was
     */
    record Question(
            String name,
            String loop,
            @Nullable Thread thread,
            long tid,
            long javaThreadId,
            @Nullable Answer last,
            @Nullable Answer idle) {}

    /**
     * Whether a thread waits for anything at all at this moment, so that it is worth while to wait for an answer. Called on the dispatcher's
     * thread, where an answer is late: must be quick, and must not wait for those that are being looked for.
     *
     * @param thread the thread
     * @param tid its OS thread id, −1 unknown
     * @return {@code false} where it runs
     */
    boolean waits(Thread thread, long tid);

    /** Makes ready what the first answer would otherwise have to wait for; called once a poll thread runs. */
    void prepare();

    /**
     * Answers where that is cheap, without a stack: the thread runs, or has not moved since it was asked about last.
     *
     * @param question the question
     * @return the answer; {@code null} where only {@link #look} can tell
     */
    @Nullable
    Answer glance(Question question);

    /**
     * Answers the rest, some at a time, by their stacks.
     *
     * @param questions to which {@link #glance} had no answer
     * @param answers takes the answer to each as soon as it is there
     */
    void look(List<Question> questions, BiConsumer<Question, Answer> answers);
}
