package dev.pollwatch.hosts;

/** Poll loops and calls that are over at once, for virtual threads that are many and short. */
public final class ShortLoops {

    private ShortLoops() {}

    /**
     * Goes round a few times.
     *
     * @param times how often
     * @return how often it did
     */
    static int run(int times) {
        int done = 0;
        while (done < times) {
            done++;
            if (done == 2) {
                // In the middle of the loop another thread may have its turn, so that many are in it at once.
                Thread.yield();
            }
        }
        return done;
    }

    /**
     * What a loop calls in each iteration.
     *
     * @param iteration which
     * @return the next one
     */
    static int call(int iteration) {
        return iteration + 1;
    }
}
