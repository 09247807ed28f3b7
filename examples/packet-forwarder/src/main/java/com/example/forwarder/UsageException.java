package com.example.forwarder;

/** Arguments that the program cannot start with; the message is one sentence that names the culprit and the remedy. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
