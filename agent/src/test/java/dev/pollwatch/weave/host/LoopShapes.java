package dev.pollwatch.weave.host;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** Loops of every shape that javac makes. Each method takes how often to go round, and ends. */
public class LoopShapes {

    private static int countdown;
    private final Queue<Integer> packets = new ArrayDeque<>(List.of(1, 2, 3, 4, 5, 6, 7));
    private int seen;

    public static int forEver(int n) {
        int i = 0;
        for (; ; ) {
            if (i >= n) {
                return i;
            }
            i++;
        }
    }

    public static int whileLoop(int n) {
        int i = 0;
        while (i < n) {
            i += 1;
        }
        return i;
    }

    public static int doWhile(int n) {
        int i = 0;
        do {
            i++;
        } while (i < n);
        return i;
    }

    public static int labelledContinue(int n) {
        int sum = 0;
        outer:
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 3; j++) {
                if (j == 1) {
                    continue outer;
                }
                sum += 1;
            }
        }
        return sum;
    }

    public static int nested(int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < 5; j++) {
                sum += j;
            }
            int k = 0;
            while (k < 2) {
                k++;
            }
        }
        return sum;
    }

    public static String switchInside(int n) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < n; i++) {
            switch (i % 4) {
                case 0:
                    text.append('a');
                    continue;
                case 1:
                    text.append('b');
                    break;
                default:
                    text.append(i % 4 == 2 ? "c" : "d");
            }
            text.append('.');
        }
        return text.toString();
    }

    public static int stringSwitchInside(int n) {
        int sum = 0;
        for (String word : List.of("rx", "tx", "drop", "rx")) {
            sum += switch (word) {
                case "rx" -> n;
                case "tx" -> 2 * n;
                default -> 0;
            };
        }
        return sum;
    }

    public static double wideParameters(long first, int n, double second, long third) {
        double sum = 0;
        for (long i = first; i < first + n; i++) {
            double step = second * i;
            sum += step + third;
        }
        return sum;
    }

    public static int twoInSequence(int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += i;
        }
        for (int i = 0; i < 2 * n; i++) {
            sum += i;
        }
        return sum;
    }

    public static int headerAtStart(int n) {
        countdown = n;
        return runDown();
    }

    static int runDown() {
        while (countdown > 0) {
            countdown--;
        }
        return countdown;
    }

    public static int valuesOnTheStack(int n) {
        return Math.max(3, n) * 7
                + switch (n) {
                    case 0 -> 1;
                    default -> {
                        int sum = 0;
                        for (int i = 0; i < n; i++) {
                            sum += i;
                        }
                        yield sum;
                    }
                };
    }

    public static int newAtTheHeader(int n) {
        int i = 0;
        Integer[] last;
        do {
            last = new Box(i++ < 3 ? i : -i, i > 1 ? "a" : null).values;
        } while (i < n);
        return last[0];
    }

    public static int objectsOfManyTypes(int n) {
        Object held = "text";
        int sum = 0;
        for (int i = 0; i < n; i++) {
            if (i % 2 == 0) {
                held = new int[] {i};
            } else {
                held = List.of(i);
            }
            sum += held.hashCode() == 0 ? 1 : held instanceof List<?> list ? list.size() : 2;
        }
        return sum;
    }

    public int instance(int n) {
        for (int i = 0; i < n; i++) {
            Integer packet = packets.poll();
            if (packet == null) {
                break;
            }
            seen += packet;
        }
        return seen;
    }

    public static int throwsOut(int n) {
        int i = 0;
        while (true) {
            if (i++ == n) {
                throw new IllegalStateException("packet " + n);
            }
        }
    }

    public static int recursive(int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            sum += 1 + recursive(n - 1 - i);
        }
        return sum;
    }

    static final class Box {
        final Integer[] values;

        Box(int value, String text) {
            values = new Integer[] {value + (text == null ? 0 : text.length())};
        }
    }
}
