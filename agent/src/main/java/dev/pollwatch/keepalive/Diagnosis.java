package dev.pollwatch.keepalive;

/**
 * Why a thread is DEAD.
 *
 * @param word one upper-case word such as {@code BLOCKED}; empty where there is no diagnosis
 * @param detail one sentence; for a row that is SLEEP it may say in which inner loop, or where it is idle
 * @param stack the stack as text, a frame per line; empty where none was or could be taken
 * @param evidence what kernel and JVM said of the thread meanwhile; {@link Evidence#NONE} where nothing was measured
 */
public record Diagnosis(String word, String detail, String stack, Evidence evidence) {

    /** No diagnosis. */
    public static final Diagnosis NONE = new Diagnosis("", "", "");

    /**
     * A diagnosis for which nothing was measured.
     *
     * @param word one upper-case word
     * @param detail one sentence
     * @param stack the stack, a frame per line; may be empty
     */
    public Diagnosis(String word, String detail, String stack) {
        this(word, detail, stack, Evidence.NONE);
    }

    /**
     * A diagnosis without a stack.
     *
     * @param word one upper-case word
     * @param detail one sentence
     * @return the diagnosis
     */
    public static Diagnosis of(String word, String detail) {
        return new Diagnosis(word, detail, "");
    }

    /** What a verdict alone says, before anybody has looked for the reason. */
    static Diagnosis firstWordOf(Cause cause) {
        return switch (cause) {
            case NEVER_BEAT, THREW, RETURNED, ENDED -> of(cause.name(), "");
            case NONE, STALLED, OVERSLEPT -> NONE;
        };
    }

    /**
     * Word and sentence in one line, as the log and the health table show them.
     *
     * @return the line, empty where there is neither
     */
    public String line() {
        if (word.isEmpty() || detail.isEmpty()) {
            return word + detail;
        }
        return word + " " + detail;
    }

    /** The same, marked as found after the thread had gone on: the evidence may be of a later moment. */
    Diagnosis tooLate() {
        return new Diagnosis(word, detail + " (it went on before this was looked at)", stack, evidence);
    }
}
