package dev.pollwatch.weave;

/** A rule that cannot be understood; its message is one sentence that names the culprit and the remedy. */
public final class BadRuleException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message one sentence that names the culprit and the remedy
     */
    public BadRuleException(String message) {
        super(message);
    }
}
