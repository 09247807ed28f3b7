package dev.pollwatch.hosts.trial;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Runs poll threads that are well, of every kind, and makes a commotion around them as told on standard input, a command a line; says
 * {@code done <n>} after the n-th. Ends with its input.
 *
 * <pre>
 * begin                  forgets what the threads have noted so far
 * tell                   awake NAME MILLIS for each: its longest time awake without a pass while the host ran
 * hold MEBIBYTES         keeps so much for good
 * collect TIMES          full collections
 * collections            collections COUNT MILLIS so far
 * load COUNT             loads so many classes
 * crowd COUNT            so many further threads, which stand still for good
 * storm MILLIS           storm COUNT: so many safepoints in that time
 * threads COUNT          so many poll threads that are over at once
 * iterate WAY MILLIS     iteration NANOS: how long the iteration took, in which it was to compute or to wait for so long
 * clock                  clock MILLIS: the wall clock
 * </pre>
 */
public final class WellHost {

    private static final long FEEDING_MILLIS = 10;

    private final List<Passes> noted = new ArrayList<>();

    /** Of threads that are over. */
    private final List<Passes> ended = new ArrayList<>();

    private final List<WellLoops> fed = new CopyOnWriteArrayList<>();
    private final RunningTime time = new RunningTime();
    private final Handler handler = new Handler();
    private final Handler others = new Handler();
    private final Commotion commotion = new Commotion();
    private final long intervalMillis;

    private WellHost(long intervalMillis) {
        this.intervalMillis = intervalMillis;
    }

    /**
     * Runs until the input ends.
     *
     * @param args the keepalive interval in milliseconds
     * @throws Exception when a thread cannot be started, or a command fails
     */
    public static void main(String[] args) throws Exception {
        WellHost host = new WellHost(Long.parseLong(args[0]));
        host.runAll();
        System.out.println("ready");
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        int done = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            host.obey(line.split(" "));
            done++;
            System.out.println("done " + done);
        }
    }

    private void runAll() throws IOException {
        time.start();
        run("napping", loops -> loops.napping());
        run("handling", loops -> loops.handling());
        run("bursts", loops -> loops.bursts());
        run("taking", loops -> loops.taking());
        run("polling", loops -> loops.polling());
        run("selecting", loops -> loops.selecting());
        run("sleeping", loops -> loops.sleeping());
        run("idle", loops -> loops.idle());
        run("idle-at-times", loops -> loops.idleAtTimes());
        start("feeder", () -> {
            while (true) {
                Handler.nap(FEEDING_MILLIS);
                fed.forEach(WellLoops::feed);
            }
        });
    }

    private void run(String name, Kind kind) throws IOException {
        Passes passes = new Passes(name, time);
        WellLoops loops = new WellLoops(passes, name.equals("handling") ? handler : others, intervalMillis);
        noted.add(passes);
        fed.add(loops);
        start(name, () -> {
            kind.run(loops);
            return null;
        });
    }

    private static void start(String name, Callable<?> work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.call();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    private void obey(String[] words) throws InterruptedException {
        switch (words[0]) {
            case "begin" -> {
                noted.forEach(Passes::begin);
                ended.clear();
            }
            case "tell" ->
                Stream.concat(noted.stream(), ended.stream()).forEach(passes -> System.out.println(passes.tell()));
            case "hold" -> commotion.hold(number(words[1]));
            case "collect" -> Commotion.collect(number(words[1]));
            case "collections" -> System.out.println("collections " + Commotion.collections());
            case "load" -> commotion.load(number(words[1]));
            case "crowd" -> commotion.crowd(number(words[1]));
            case "storm" -> System.out.println("storm " + Commotion.storm(number(words[1])));
            case "threads" -> ended.addAll(Commotion.threads(number(words[1]), others, time));
            case "iterate" -> System.out.println("iteration " + handler.handleLong(words[1], number(words[2])));
            case "clock" -> System.out.println("clock " + System.currentTimeMillis());
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private static int number(String word) {
        return Integer.parseInt(word);
    }

    /** Which loop. */
    @FunctionalInterface
    private interface Kind {

        void run(WellLoops loops) throws Exception;
    }
}
