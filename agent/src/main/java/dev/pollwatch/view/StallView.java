package dev.pollwatch.view;

/** A stall as every view shows it: composite data in JMX, an object in {@code /threads}. */
public interface StallView {

    /**
     * When it began: the last progress seen before.
     *
     * @return epoch milliseconds
     */
    long getStartTime();

    /**
     * How long it lasted, or has lasted until now.
     *
     * @return milliseconds
     */
    long getLengthMillis();

    /**
     * Whether it has ended.
     *
     * @return {@code false} for the one that lasts
     */
    boolean isOver();

    /**
     * Why, in a word.
     *
     * @return one upper-case word, empty where nothing was found
     */
    String getDiagnosis();

    /**
     * Why, in a sentence.
     *
     * @return the sentence, or empty
     */
    String getDiagnosisDetail();

    /**
     * What kernel and JVM said of the thread when it was looked at.
     *
     * @return one line, empty where nothing was measured
     */
    String getEvidence();

    /**
     * The innermost frames of the stack that was found.
     *
     * @return a frame per line, or empty
     */
    String getStack();
}
