package dev.pollwatch.hosts.trial;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.stream.Stream;

/**
 * Lets threads be idle in every one of the {@link SleepPoints} and {@link HandOverPoints}, says {@code ready}, and does nothing more. Ends with
 * its input. The threads are named by their loop, with a number where there are several sets.
 */
public final class IdleForLongHost {

    private IdleForLongHost() {}

    /**
     * Runs until the input ends.
     *
     * @param args how many sets of threads
     * @throws Exception when standard input cannot be read
     */
    public static void main(String[] args) throws Exception {
        for (int set = 1; set <= Integer.parseInt(args[0]); set++) {
            startAll(new SleepPoints(), set);
            startAll(new HandOverPoints(), set);
        }
        System.out.println("ready");
        int end = System.in.read();
        while (end >= 0) {
            end = System.in.read();
        }
    }

    private static void startAll(Object points, int set) {
        Stream.of(points.getClass().getDeclaredMethods())
                .filter(IdleForLongHost::isLoop)
                .forEach(loop -> start(points, loop, loop.getName() + "-" + set));
    }

    private static boolean isLoop(Method method) {
        return !method.isSynthetic() && !Modifier.isStatic(method.getModifiers());
    }

    private static void start(Object points, Method loop, String name) {
        Thread thread = new Thread(
                () -> {
                    try {
                        loop.invoke(points);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }
}
