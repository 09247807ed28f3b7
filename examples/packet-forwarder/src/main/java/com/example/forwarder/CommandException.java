package com.example.forwarder;

/** A command that cannot be carried out; the message is one sentence that says why and what is possible. */
final class CommandException extends Exception {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }
}
