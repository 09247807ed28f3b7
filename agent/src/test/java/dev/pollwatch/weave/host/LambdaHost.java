package dev.pollwatch.weave.host;

import java.util.function.IntUnaryOperator;

/** A poll loop in a lambda's body, one in an inner class. */
public class LambdaHost {

    public static int run(int n) {
        IntUnaryOperator loop = limit -> {
            int i = 0;
            while (i < limit + n) {
                i++;
            }
            return i;
        };
        return loop.applyAsInt(1);
    }

    public static int inner(int n) {
        return new Inner().poll(n);
    }

    static class Inner {
        int poll(int n) {
            int i = 0;
            while (i < n) {
                i++;
            }
            return i;
        }
    }
}
