package dev.pollwatch.cli;

/** A host that may yet answer: the connection was refused or nothing came in time. */
final class SilentException extends UnreachableException {

    private static final long serialVersionUID = 1L;

    private final boolean refused;

    SilentException(String sentence, boolean refused) {
        super(sentence);
        this.refused = refused;
    }

    /** Whether there is nobody at the address, which is more than silence. */
    boolean refused() {
        return refused;
    }
}
