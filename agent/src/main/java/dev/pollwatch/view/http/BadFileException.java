package dev.pollwatch.view.http;

/** A file that is to guard the endpoint cannot; the message is a sentence that names it and the remedy, and nothing that is in it. */
final class BadFileException extends Exception {

    private static final long serialVersionUID = 1L;

    BadFileException(String sentence) {
        super(sentence, null, false, false);
    }
}
