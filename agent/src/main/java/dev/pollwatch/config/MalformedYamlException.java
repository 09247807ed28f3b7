package dev.pollwatch.config;

/** A text is not YAML, or not YAML that is wanted; the message says what and where, in one line. */
final class MalformedYamlException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedYamlException(String message) {
        super(message);
    }
}
