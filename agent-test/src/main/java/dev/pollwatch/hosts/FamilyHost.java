package dev.pollwatch.hosts;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.function.IntSupplier;

/** Poll loops that are inherited, overridden, marked, and left to a lambda; in two loaders that each have the classes themselves. */
public final class FamilyHost {

    private static final int PASSES = 100;

    private FamilyHost() {}

    /** Marks a poll loop; it is in class files only. */
    public @interface Polled {}

    /** Something that polls. */
    public interface Poller {

        /**
         * Polls.
         *
         * @return how often
         */
        int poll();

        /**
         * Spins.
         *
         * @return how often
         */
        default int spin() {
            int passes = 0;
            while (passes < PASSES) {
                passes++;
            }
            return passes;
        }
    }

    /** Has the loop for others. */
    public abstract static class Base implements Poller {

        @Override
        public int poll() {
            int passes = 0;
            while (passes < PASSES) {
                passes++;
            }
            return passes;
        }
    }

    /** Inherits both loops. */
    public static final class Heir extends Base {}

    /** Has its own. */
    public static final class Rebel extends Base {

        @Override
        public int poll() {
            int left = PASSES;
            while (left > 0) {
                left--;
            }
            return PASSES - left;
        }

        /**
         * Polls otherwise.
         *
         * @return how often
         */
        @Polled
        public int marked() {
            int passes = 0;
            while (passes < PASSES) {
                passes++;
            }
            return passes;
        }
    }

    /** Goes round in all ways. */
    public static final class Rounds implements IntSupplier {

        @Override
        public int getAsInt() {
            IntSupplier byLambda = () -> {
                int passes = 0;
                while (passes < PASSES) {
                    passes++;
                }
                return passes;
            };
            Rebel rebel = new Rebel();
            return new Heir().poll() + new Heir().spin() + rebel.poll() + rebel.marked() + byLambda.getAsInt();
        }
    }

    /**
     * Goes round in two loaders and prints the sum of the passes.
     *
     * @param args none
     * @throws ReflectiveOperationException never
     * @throws IOException when the second loader cannot be closed
     */
    public static void main(String[] args) throws ReflectiveOperationException, IOException {
        int passes = new Rounds().getAsInt();
        URL[] own = {FamilyHost.class.getProtectionDomain().getCodeSource().getLocation()};
        try (URLClassLoader second = new URLClassLoader(own, ClassLoader.getPlatformClassLoader())) {
            Object rounds =
                    second.loadClass(Rounds.class.getName()).getConstructor().newInstance();
            passes += ((IntSupplier) rounds).getAsInt();
        }
        System.out.println("passes " + passes);
    }
}
