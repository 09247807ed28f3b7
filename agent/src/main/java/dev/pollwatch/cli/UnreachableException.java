package dev.pollwatch.cli;

/** A host cannot be reached, or not told apart from what is no host; the message is one sentence with the cause and the remedy. */
public class UnreachableException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreachableException(String sentence) {
        super(sentence, null, false, false);
    }
}
