package dev.pollwatch.guests;

/** The same in another version, which has two such loops of one name. */
public final class CountingTwice {

    private CountingTwice() {}

    /**
     * Counts.
     *
     * @param passes how many times to go round
     * @return the sum of all numbers below
     */
    public static int poll(int passes) {
        int rounds = 0;
        while (rounds < passes) {
            rounds++;
        }
        return (int) poll((long) rounds);
    }

    private static long poll(long passes) {
        long sum = 0;
        for (long i = 0; i < passes; i++) {
            sum += i;
        }
        return sum;
    }
}
