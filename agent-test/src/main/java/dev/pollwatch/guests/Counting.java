package dev.pollwatch.guests;

/** A loop that ends by itself, in a class file that is plain enough for every version of Java there ever was. */
public final class Counting {

    private Counting() {}

    /**
     * Counts.
     *
     * @param passes how many times to go round
     * @return the sum of all numbers below
     */
    public static int poll(int passes) {
        int sum = 0;
        for (int i = 0; i < passes; i++) {
            sum += i;
        }
        return sum;
    }
}
