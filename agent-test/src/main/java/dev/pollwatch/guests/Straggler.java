package dev.pollwatch.guests;

/** A loop in a class that is loaded only because its loader was asked for the file of another. */
public final class Straggler {

    private Straggler() {}

    /**
     * Waits until an interrupt.
     *
     * @return how many times it went round
     */
    public static long poll() {
        long passes = 0;
        while (!Thread.interrupted()) {
            passes++;
        }
        return passes;
    }
}
