package dev.pollwatch.config;

/**
 * One mistake found in the options.
 *
 * @param severity how loudly to say so
 * @param message one line, without control characters
 */
public record Complaint(Severity severity, String message) {

    /** How loudly a complaint is to be logged. */
    public enum Severity {
        /** A mistake of the user's; fatal under {@code fail-fast}. */
        WARN,
        /** Probably nobody's mistake, such as a variable that Kubernetes injects. */
        DEBUG
    }
}
