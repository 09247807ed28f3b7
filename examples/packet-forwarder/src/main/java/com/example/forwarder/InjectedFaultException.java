package com.example.forwarder;

/** Leaves a poll loop because the command {@code throw} asked for it. */
final class InjectedFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InjectedFaultException(String message) {
        super(message);
    }
}
