package dev.pollwatch.guests;

/** The same in another version, which needs no loop. */
public final class CountingNever {

    private CountingNever() {}

    /**
     * Computes.
     *
     * @param passes how many numbers
     * @return the sum of all numbers below
     */
    public static int poll(int passes) {
        return passes * (passes - 1) / 2;
    }
}
