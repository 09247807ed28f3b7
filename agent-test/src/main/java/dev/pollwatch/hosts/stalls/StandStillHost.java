package dev.pollwatch.hosts.stalls;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs poll threads that stand still when told to, a command a line on standard input, and says {@code done <n>} after the n-th. Ends with
 * its input. All times are those of {@link System#nanoTime()}, which on Linux all processes share.
 *
 * <pre>
 * run NAME WAY NAP           a poll thread of that name that naps so many milliseconds per iteration; see {@link Ways} for the ways
 * crowd COUNT PREFIX WAY NAP so many of them
 * stall NAME NANOS           it stands still in the first iteration that begins at that time or later
 * release NAME               the end of it, for ways that can end, which is waited for
 * begun NAME                 puts out: begun NAME NANOS, when it passed the header last before it stood still, or left the loop
 * collect                    a collection of garbage
 * clock                      puts out: clock NANOS EPOCH_MICROS
 * gaps                       puts out: gap BEGIN END IN_QUEUE, for each time that a thread which only naps for a millisecond was kept from
 *                            going on, and for how long of that it waited for a CPU
 * </pre>
 */
public final class StandStillHost {

    private final Map<String, StallingThread> threads = new ConcurrentHashMap<>();
    private final Bystander bystander = new Bystander();

    private StandStillHost() {}

    /**
     * Runs until the input ends.
     *
     * @param args none
     * @throws Exception when a thread cannot be made
     */
    public static void main(String[] args) throws Exception {
        StandStillHost host = new StandStillHost();
        host.bystander.start();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        int done = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            host.obey(line.split(" "));
            done++;
            System.out.println("done " + done);
        }
        // Not all threads can be ended otherwise.
        Runtime.getRuntime().halt(0);
    }

    private void obey(String... words) throws Exception {
        switch (words[0]) {
            case "run" -> run(words[1], words[2], words[3]);
            case "crowd" -> {
                for (int i = 0; i < Integer.parseInt(words[1]); i++) {
                    run(words[2] + i, words[3], words[4]);
                }
            }
            case "stall" -> threads.get(words[1]).stallAt(Long.parseLong(words[2]));
            case "release" -> threads.get(words[1]).release();
            case "begun" ->
                System.out.println(
                        "begun " + words[1] + " " + threads.get(words[1]).lastPassNanos());
            case "collect" -> System.gc();
            case "clock" ->
                System.out.println(
                        "clock " + System.nanoTime() + " " + ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
            case "gaps" -> bystander.print();
            default -> throw new IllegalArgumentException(String.join(" ", words));
        }
    }

    private void run(String name, String way, String napMillis) throws Exception {
        StallingThread thread = new StallingThread(name, way, Long.parseLong(napMillis));
        threads.put(name, thread);
        thread.start();
    }
}
