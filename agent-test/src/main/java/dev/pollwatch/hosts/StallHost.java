package dev.pollwatch.hosts;

import java.util.Map;

/**
 * Runs a poll thread for each way to stand still that an argument names, and says {@code ready}. Ends with its input.
 *
 * <p>Arguments: names of {@link StallWays}, {@code return}, {@code begin}, {@code throw}.
 */
public final class StallHost {

    private StallHost() {}

    /** A body of a thread that may end by an exception. */
    private interface Body {

        void run() throws Exception;
    }

    /**
     * Runs until the input ends.
     *
     * @param args which threads to run
     * @throws Exception when one cannot be started
     */
    public static void main(String[] args) throws Exception {
        Map<String, IdleWay> ways = StallWays.all();
        for (String name : args) {
            switch (name) {
                case "return" -> start(name, () -> new StallLoops(() -> {}).pollOnce());
                case "begin" -> start(name, () -> new StallLoops(ways.get("park")).begin());
                default -> {
                    IdleWay way = ways.get(name);
                    if (way == null) {
                        throw new IllegalArgumentException(name);
                    }
                    start(name, () -> new StallLoops(way).poll());
                }
            }
        }
        System.out.println("ready");
        int end = System.in.read();
        while (end >= 0) {
            end = System.in.read();
        }
    }

    private static void start(String name, Body body) {
        Thread thread = new Thread(
                () -> {
                    try {
                        body.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ended, thrown) -> {});
        thread.start();
    }
}
