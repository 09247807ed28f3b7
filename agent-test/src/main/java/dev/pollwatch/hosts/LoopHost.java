package dev.pollwatch.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs poll threads as told on standard input, a command a line, and says {@code done <n>} after the n-th. Ends with its input.
 *
 * <pre>
 * run ID KIND ORDER NAME…     a thread of that name (\n in it is a line end) in a loop of that kind, the order in its mailbox
 * order ID ORDER              a new order
 * interrupt ID                an interrupt
 * join ID                     waits until the thread has ended
 * respawn TIMES NAME…         a busy thread of that name, killed and started anew so many times in all; the last one stays
 * virtual ID KIND ORDER NAME… the same as run, on a virtual thread
 * kill THREAD                 makes any thread of that name in this JVM end, by the means that old JDKs have for it
 * short KIND COUNT AT_ONCE    so many unnamed virtual threads in all that are over at once
 * </pre>
 */
public final class LoopHost {

    private final Map<String, PollThread> threads = new ConcurrentHashMap<>();

    private LoopHost() {}

    /**
     * Runs until the input ends.
     *
     * @param args none
     * @throws IOException when standard input cannot be read
     * @throws InterruptedException when somebody interrupts the main thread
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        LoopHost host = new LoopHost();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        int done = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            host.obey(line);
            done++;
            System.out.println("done " + done);
        }
    }

    private void obey(String line) throws InterruptedException {
        String[] words = line.split(" ", 5);
        switch (words[0]) {
            case "run" -> run(words[1], words[2], order(words[3]), words[4].replace("\\n", "\n"));
            case "virtual" -> runVirtual(words[1], words[2], order(words[3]), words[4]);
            case "short" -> VirtualThreads.runShort(words[1], Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            case "order" -> thread(words[1]).order(order(words[2]));
            case "interrupt" -> thread(words[1]).interrupt();
            case "join" -> thread(words[1]).join();
            case "kill" -> kill(words[1]);
            case "respawn" -> respawn(Integer.parseInt(words[1]), words[2]);
            default -> throw new IllegalArgumentException(line);
        }
    }

    private PollThread run(String id, String kind, Order order, String name) {
        PollThread thread = new PollThread(name, kind, order);
        threads.put(id, thread);
        thread.start();
        return thread;
    }

    private void runVirtual(String id, String kind, Order first, String name) {
        // Never started itself; it only holds the orders.
        PollThread thread = new PollThread(name, kind, first);
        threads.put(id, thread);
        VirtualThreads.start(() -> {
            if (!name.equals("-")) {
                Thread.currentThread().setName(name);
            }
            thread.run();
        });
    }

    private void respawn(int times, String name) throws InterruptedException {
        PollThread before = threads.get(name);
        for (int i = 0; i < times; i++) {
            if (before != null) {
                before.order(Order.THROW);
                before.join();
            }
            before = run(name, "busy", Order.GO, name);
        }
    }

    private static void kill(String name) {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals(name)) {
                try {
                    Thread.class.getMethod("stop").invoke(thread);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private PollThread thread(String id) {
        PollThread thread = threads.get(id);
        if (thread == null) {
            throw new IllegalArgumentException("no thread " + id);
        }
        return thread;
    }

    private static Order order(String word) {
        return Order.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
