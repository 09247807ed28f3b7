package dev.pollwatch.weave.host;

import java.util.ArrayDeque;
import java.util.Deque;

/** Methods for rules of all kinds. */
public class KindShapes {

    private final Deque<Integer> queue = new ArrayDeque<>();
    private int constructed;

    public KindShapes() {
        this(2);
    }

    public KindShapes(int loops) {
        super();
        for (int i = 0; i < loops; i++) {
            constructed++;
        }
    }

    /** Without a loop; throws on what is negative. */
    public int poll(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("negative");
        }
        return n == 0 ? constructed : n * 2;
    }

    public static long wide(long a, double b, int n) {
        return n > 0 ? a : (long) b;
    }

    /** Begins with the header of its loop. */
    public static int headerAtStart(int n) {
        do {
            n--;
        } while (n > 0);
        return n;
    }

    /** Three loops, one in the other, and one behind them. */
    public static int nested(int n) {
        int passes = 0;
        for (int i = 0; i < n; i++) {
            passes += 1;
            for (int j = 0; j < n; j++) {
                passes += 10;
                int k = 0;
                while (k < n) {
                    passes += 100;
                    k++;
                }
            }
        }
        while (n > 0) {
            passes += 1000;
            n--;
        }
        return passes;
    }

    /** A batch loop that goes on where its body throws. */
    public int drain(int n) {
        for (int i = 0; i < n; i++) {
            queue.add(i);
        }
        int failures = 0;
        while (!queue.isEmpty()) {
            try {
                Integer next = queue.poll();
                for (int i = 0; i < 2; i++) {
                    poll(next % 2 == 0 ? next : -next);
                }
            } catch (IllegalArgumentException odd) {
                failures++;
            } finally {
                constructed = failures;
            }
        }
        return failures;
    }

    /** Two headers in one: nobody can say which loop is the outer one. */
    public static int irreducible(int n) {
        int i = n % 2;
        switch (i) {
            case 0:
                while (i < n) {
                    i += 2;
                    if (i > 100) {
                        break;
                    }
                }
                break;
            default:
                do {
                    i++;
                } while (i < n);
        }
        return i;
    }

    public static void never(int n) {
        throw new IllegalStateException("as always " + n);
    }

    public native int driven(int n);
}
