package dev.pollwatch.weave;

/** Thrown where a method is better not woven; its message is the reason, short enough to follow the method's name. */
final class LeftAlone extends Exception {

    private static final long serialVersionUID = 1L;

    LeftAlone(String reason) {
        super(reason, null, false, false);
    }
}
