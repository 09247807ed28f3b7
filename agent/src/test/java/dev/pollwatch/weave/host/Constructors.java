package dev.pollwatch.weave.host;

/** Constructors that poll. */
public class Constructors extends Base {

    static {
        int sum = 0;
        for (int i = 0; i < 3; i++) {
            sum += i;
        }
        FIRST = sum;
    }

    private static final int FIRST;
    public final int result;

    public Constructors(int n) {
        super(n > 3 ? new Base(n).value : 2);
        int sum = FIRST;
        for (int i = 0; i < n; i++) {
            sum += value;
        }
        result = sum;
    }

    public Constructors(long n, Base other) {
        this((int) (n > 2 ? n : 2 + other.value));
        while (n > 0) {
            n--;
        }
        if (value == 77) {
            throw new IllegalStateException("after the loop");
        }
    }

    public static int build(int n) {
        return new Constructors(n).result;
    }

    public static int buildWide(int n) {
        return new Constructors((long) n, new Base(1)).result;
    }
}
