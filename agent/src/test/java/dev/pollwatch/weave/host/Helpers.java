package dev.pollwatch.weave.host;

import java.util.function.IntSupplier;
import java.util.function.IntUnaryOperator;

/** Methods that leave their loops to others. */
public final class Helpers {

    private Helpers() {}

    public static int viaLambda(int n) {
        IntSupplier loop = () -> {
            int i = 0;
            while (i < n) {
                i++;
            }
            return i;
        };
        return loop.getAsInt();
    }

    public static int viaHelper(int n) {
        return onlyHere(n);
    }

    private static int onlyHere(int n) {
        int i = 0;
        while (i < n) {
            i++;
        }
        return i;
    }

    public static int viaBoth(int n) {
        return outer(n);
    }

    private static int outer(int n) {
        IntUnaryOperator loop = Helpers::referred;
        return loop.applyAsInt(n);
    }

    private static int referred(int n) {
        int i = 0;
        while (i < n) {
            i++;
        }
        return i;
    }

    public static int viaShared(int n) {
        return shared(n);
    }

    public static int viaSharedToo(int n) {
        return shared(n);
    }

    private static int shared(int n) {
        int i = 0;
        while (i < n) {
            i++;
        }
        return i;
    }

    public static int recursive(int n) {
        return n == 0 ? 0 : again(n);
    }

    private static int again(int n) {
        return recursive(n - 1) + 1;
    }

    public static int loopAndHelper(int n) {
        int i = 0;
        while (i < n) {
            i += inside(1);
        }
        return i;
    }

    private static int inside(int n) {
        int i = 0;
        while (i < n) {
            i++;
        }
        return i;
    }
}
