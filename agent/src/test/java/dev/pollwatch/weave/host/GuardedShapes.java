package dev.pollwatch.weave.host;

/** Loops in and around {@code try} and {@code synchronized}. Each method takes how often to go round, and ends. */
public class GuardedShapes {

    public static int tryInside(int n) {
        int sum = 0;
        int i = 0;
        while (i < n) {
            try {
                sum += risky(i % 2, 1);
            } catch (IllegalStateException odd) {
                sum += 10;
            }
            i++;
        }
        return sum;
    }

    public static int tryAround(int n) {
        int i = 0;
        try {
            while (true) {
                i++;
                risky(n, i);
            }
        } catch (IllegalStateException end) {
            return i;
        }
    }

    public static int retryByException(int n) {
        int tries = 0;
        for (; ; ) {
            try {
                return risky(tries, n);
            } catch (IllegalStateException again) {
                tries++;
            }
        }
    }

    public static int retryWithFinally(int n) {
        int tries = 0;
        int ended = 0;
        while (true) {
            try {
                return risky(tries, n) + ended;
            } catch (IllegalStateException again) {
                tries++;
            } finally {
                ended++;
            }
        }
    }

    public static int synchronizedInside(int n) {
        int i = 0;
        while (i < n) {
            synchronized (GuardedShapes.class) {
                if (i == 2) {
                    i += 2;
                    continue;
                }
                i++;
            }
        }
        return i;
    }

    public static int synchronizedAround(int n) {
        int i = 0;
        synchronized (GuardedShapes.class) {
            for (; i < n; i++) {
                risky(1, 1);
            }
        }
        return i;
    }

    public static int synchronizedWithoutLoop(int n) {
        synchronized (GuardedShapes.class) {
            return n + 1;
        }
    }

    public static int finallyWithoutLoop(int n) {
        int result = 0;
        try {
            result = risky(1, n);
        } catch (IllegalStateException e) {
            result = -1;
        } finally {
            synchronized (GuardedShapes.class) {
                result += 5;
            }
        }
        return result;
    }

    public static synchronized int synchronizedMethod(int n) {
        int i = 0;
        while (i < n) {
            i++;
        }
        return i;
    }

    public static int tryFinally(int n) {
        int done = 0;
        for (int i = 0; i < n; i++) {
            try {
                if (i == 1) {
                    continue;
                }
                if (i == n - 1) {
                    break;
                }
                done += 10;
            } finally {
                done += 1;
            }
        }
        return done;
    }

    public static int newInTheHandler(int n) {
        int i = 0;
        while (i < n) {
            try {
                i += risky(2, 3);
            } catch (IllegalStateException e) {
                new LoopShapes.Box(i > 1 ? 1 : 2, "b");
                i++;
            }
        }
        return i;
    }

    private static int risky(int have, int need) {
        if (have < need) {
            throw new IllegalStateException("not yet");
        }
        return have;
    }
}
