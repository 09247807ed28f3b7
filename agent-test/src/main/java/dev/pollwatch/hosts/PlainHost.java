package dev.pollwatch.hosts;

import java.util.Arrays;

/** Says hello and its arguments, runs a poll loop for a moment, and exits with 7, as a program does that has something to lose. */
public final class PlainHost {

    private static final int EXIT_CODE = 7;
    private static final int ITERATIONS = 100;

    private PlainHost() {}

    /**
     * Runs and exits.
     *
     * @param args are printed
     * @throws InterruptedException when somebody interrupts the main thread
     */
    public static void main(String[] args) throws InterruptedException {
        System.out.println("hello " + Arrays.toString(args));
        Thread thread = new Thread(() -> System.out.println("polled " + poll(ITERATIONS)), "plain-rx");
        thread.start();
        thread.join();
        System.out.println("bye");
        System.exit(EXIT_CODE);
    }

    private static long poll(int iterations) {
        long sum = 0;
        for (int i = 0; i < iterations; i++) {
            sum += i;
        }
        return sum;
    }
}
