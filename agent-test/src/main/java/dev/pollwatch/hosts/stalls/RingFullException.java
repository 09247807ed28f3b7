package dev.pollwatch.hosts.stalls;

/** What a loop is left by. */
final class RingFullException extends RuntimeException {

    private static final long serialVersionUID = 1;

    RingFullException() {
        super("ring is full");
    }
}
