package dev.pollwatch.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.ObjectName;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a heartbeat adds to one pass of a loop whose body takes about 2 ns: the same loop twice in one class and one run, one of them
 * named by a rule. {@code main} runs both under the packaged agent and prints the difference.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(5)
public class WovenLoopBenchmark {

    private static final int PASSES = 1_000_000;

    /** That there is something to compare: asks the agent whether it wove the loop. */
    @State(Scope.Benchmark)
    public static class Proof {

        /**
         * Fails the run when the agent did not weave what it should.
         *
         * @throws JMException when there is no agent to ask
         */
        @TearDown
        public void loopIsWoven() throws JMException {
            Object loops = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("dev.pollwatch:type=Keepalive"), "WovenLoops");
            if (!Integer.valueOf(1).equals(loops)) {
                throw new IllegalStateException("1 loop should be woven, not " + loops);
            }
        }
    }

    private long seed = 0x9E3779B97F4A7C15L;

    /**
     * The loop as it is.
     *
     * @return the last value, for JMH to consume
     */
    @Benchmark
    @OperationsPerInvocation(PASSES)
    public long plain() {
        seed = plainLoop(seed, PASSES);
        return seed;
    }

    /**
     * The same loop with heartbeats woven in.
     *
     * @param proof fails the run when they are not
     * @return the last value, for JMH to consume
     */
    @Benchmark
    @OperationsPerInvocation(PASSES)
    public long woven(Proof proof) {
        seed = wovenLoop(seed, PASSES);
        return seed;
    }

    private static long plainLoop(long start, int passes) {
        long x = start;
        int left = passes;
        while (left > 0) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
            left--;
        }
        return x;
    }

    private static long wovenLoop(long start, int passes) {
        long x = start;
        int left = passes;
        while (left > 0) {
            x ^= x << 13;
            x ^= x >>> 7;
            x ^= x << 17;
            left--;
        }
        return x;
    }

    /**
     * Runs the benchmark.
     *
     * @param args the agent's jar
     * @throws RunnerException when JMH fails
     */
    public static void main(String[] args) throws RunnerException {
        if (args.length != 1) {
            System.err.println("usage: WovenLoopBenchmark <pollwatch-agent.jar>");
            System.exit(2);
        }
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(WovenLoopBenchmark.class.getName())
                        .jvmArgsAppend("-javaagent:" + Path.of(args[0]).toAbsolutePath() + "=http=off,loop="
                                + WovenLoopBenchmark.class.getName() + "#wovenLoop")
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        double plain = 0;
        double woven = 0;
        double bytes = 0;
        for (RunResult result : results) {
            double score = result.getPrimaryResult().getScore();
            if (result.getParams().getBenchmark().endsWith(".woven")) {
                woven = score;
                bytes = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
            } else {
                plain = score;
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%nJDK %s: plain %.2f ns, woven %.2f ns, added %.2f ns a pass; %.4f B/pass%n",
                Runtime.version(),
                plain,
                woven,
                woven - plain,
                bytes);
    }
}
