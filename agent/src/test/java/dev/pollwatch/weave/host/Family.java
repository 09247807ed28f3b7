package dev.pollwatch.weave.host;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Types that inherit, override and implement poll loops, and carry annotations. */
public final class Family {

    private Family() {}

    /** Kept in class files only; no class of it is ever loaded for a rule. */
    @Retention(RetentionPolicy.CLASS)
    public @interface Poll {}

    @Retention(RetentionPolicy.RUNTIME)
    public @interface Marked {}

    public interface Poller {
        int poll(int n);

        default int spin(int n) {
            int i = 0;
            while (i < n) {
                i++;
            }
            return i;
        }

        static int count(int n) {
            int i = 0;
            while (i < n) {
                i++;
            }
            return i;
        }
    }

    public abstract static class Base implements Poller {
        @Override
        public int poll(int n) {
            int i = 0;
            while (i < n) {
                i++;
            }
            return i;
        }

        public int run(int n) {
            int i = 0;
            while (i < n) {
                i++;
            }
            return i;
        }
    }

    public static class Middle extends Base {}

    @Marked
    public static final class Child extends Middle {
        @Override
        public int run(int n) {
            return super.run(n) + 1;
        }
    }

    public static final class Overriding extends Middle {
        @Override
        public int poll(int n) {
            int i = n;
            while (i > 0) {
                i--;
            }
            return i;
        }

        @Poll
        public int marked(int n) {
            return poll(n) + loops(n);
        }

        @Poll
        private int loops(int n) {
            int i = 0;
            while (i < n) {
                i++;
            }
            return i;
        }
    }

    @Poll
    public record Point(int x) {
        public int poll(int n) {
            int i = x;
            while (i < n) {
                i++;
            }
            return i;
        }
    }

    public enum Kind implements Poller {
        ONE {
            @Override
            public int poll(int n) {
                return Poller.count(n);
            }
        };

        public static int first(int n) {
            return ONE.poll(n) + ONE.spin(n);
        }
    }

    public static final class Worker extends Thread {}

    public interface Idle {
        void idle();
    }

    public static final class Waiting implements Idle {
        @Override
        @Poll
        public void idle() {}
    }

    public static int duty(int n) {
        Waiting waiting = new Waiting();
        int i = 0;
        while (i < n) {
            waiting.idle();
            i++;
        }
        return i;
    }
}
