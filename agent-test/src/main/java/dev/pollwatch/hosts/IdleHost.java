package dev.pollwatch.hosts;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Runs a poll thread for each way to wait, named by it, and says {@code ready}. Ends with its input.
 *
 * <p>Arguments: {@code idle}, {@code napping}, {@code hanging}, {@code stalled}, {@code spinning}, in any number.
 */
public final class IdleHost {

    private IdleHost() {}

    /**
     * Runs until the input ends.
     *
     * @param args which threads to run
     * @throws Exception when one cannot be started
     */
    public static void main(String[] args) throws Exception {
        Map<String, IdleWay> ways = new LinkedHashMap<>();
        for (String kind : args) {
            switch (kind) {
                case "idle" -> ways.putAll(IdleLoops.idle());
                case "stalled" -> ways.putAll(IdleLoops.stalled());
                case "napping" -> ways.put(kind, IdleLoops.napping());
                case "hanging" -> ways.put(kind, IdleLoops.idleThenHanging());
                case "spinning" ->
                    ways.put(kind, () -> {
                        while (!Thread.currentThread().isInterrupted()) {
                            Thread.onSpinWait();
                        }
                    });
                default -> throw new IllegalArgumentException(kind);
            }
        }
        ways.forEach((name, way) -> {
            Thread thread = new Thread(() -> new IdleLoops(way).poll(), name);
            thread.setDaemon(true);
            thread.start();
        });
        System.out.println("ready");
        int end = System.in.read();
        while (end >= 0) {
            end = System.in.read();
        }
    }
}
