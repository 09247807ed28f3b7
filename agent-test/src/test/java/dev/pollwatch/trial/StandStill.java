package dev.pollwatch.trial;

import dev.pollwatch.e2e.harness.Host;
import dev.pollwatch.e2e.harness.HostProcess;
import dev.pollwatch.e2e.harness.TestPaths;
import dev.pollwatch.hosts.stalls.StandStillHost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** A {@link StandStillHost}, with the agent or without: what it is told, and what it says. */
final class StandStill implements AutoCloseable {

    private static final Duration SOON = Duration.ofMillis(50);

    /** Clocks of one machine; what they differ by is the time that asking takes. */
    private static final Duration MOST_SKEW = Duration.ofMillis(1);

    private final HostProcess process;
    private final List<Gap> gaps = new ArrayList<>();
    private int linesRead;

    /**
     * A time in which a thread of the host that only naps could not go on.
     *
     * @param begin when it began its nap
     * @param end when it came out of it
     * @param inQueue for how long of that it could run, but others had the CPU
     */
    record Gap(long begin, long end, long inQueue) {

        /** How long it was kept from going on by something else than a busy machine. */
        long delay() {
            return nanos() - inQueue;
        }

        long nanos() {
            return end - begin;
        }

        boolean overlaps(long from, long to) {
            return begin < to && end > from;
        }
    }

    private StandStill(HostProcess process) {
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param host the JVM to be
     * @return the running host
     */
    static StandStill start(Host host) {
        HostProcess process = host.jvm("-Xmx256m", "-Djava.io.tmpdir=" + TestPaths.newFolder("stalls"))
                .start(StandStillHost.class);
        try {
            process.awaitReady();
            StandStill made = new StandStill(process);
            made.compareClocks();
            return made;
        } catch (RuntimeException | Error e) {
            process.close();
            throw e;
        }
    }

    /** Times of both processes are compared with each other, so their clocks must be one. */
    private void compareClocks() {
        long before = System.nanoTime();
        long theirs = news("clock")
                .filter(line -> line.startsWith("clock "))
                .mapToLong(line -> Long.parseLong(line.split(" ")[1]))
                .findFirst()
                .orElseThrow();
        long skew = Math.max(before - theirs, theirs - System.nanoTime());
        if (skew > MOST_SKEW.toNanos()) {
            throw new IllegalStateException("the host's System.nanoTime() is another clock: " + skew + " ns");
        }
    }

    HostProcess process() {
        return process;
    }

    /** Starts a poll thread. */
    void run(String name, Kind kind, int napMillis) {
        process.order("run " + name + " " + kind.way() + " " + napMillis);
    }

    /** Starts many; their names end in a number from 0 on. */
    void crowd(int count, String prefix, Kind kind, int napMillis) {
        process.command("crowd " + count + " " + prefix + " " + kind.way() + " " + napMillis);
    }

    /** A moment that comes soon and that nobody can foresee. */
    static long soon(Duration within) {
        return System.nanoTime() + SOON.toNanos() + ThreadLocalRandom.current().nextLong(within.toNanos());
    }

    /** Has a thread stand still in its first iteration from that moment on. */
    void stall(String name, long at) {
        process.order("stall " + name + " " + at);
    }

    /** Has the JVM collect its garbage, and do all else that it does when it has stopped. */
    void collect() {
        process.command("collect");
    }

    /** Ends the stall and waits until it is over. */
    void release(String name) {
        process.command("release " + name);
    }

    /** When the thread passed its header last before it stood still. */
    long begun(String name) {
        String prefix = "begun " + name + " ";
        return news("begun " + name)
                .filter(line -> line.startsWith(prefix))
                .mapToLong(line -> Long.parseLong(line.substring(prefix.length())))
                .findFirst()
                .orElseThrow();
    }

    /** The gaps in a time that is past. */
    List<Gap> gaps(long from, long to) {
        news("gaps")
                .filter(line -> line.startsWith("gap "))
                .map(line -> line.split(" "))
                .forEach(words -> gaps.add(
                        new Gap(Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]))));
        return gaps.stream().filter(gap -> gap.overlaps(from, to)).toList();
    }

    private Stream<String> news(String command) {
        process.command(command);
        List<String> lines = process.out();
        List<String> news = new ArrayList<>(lines.subList(linesRead, lines.size()));
        linesRead = lines.size();
        return news.stream();
    }

    @Override
    public void close() {
        process.close();
    }
}
