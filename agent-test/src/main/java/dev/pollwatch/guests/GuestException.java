package dev.pollwatch.guests;

/** An exception whose class only the guest's loader has: whoever keeps it keeps the loader. */
public final class GuestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    GuestException(String message) {
        super(message);
    }
}
