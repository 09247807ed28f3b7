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
import org.openjdk.jmh.annotations.CompilerControl;
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
 * What a {@code call} rule adds to one call of a method, and a {@code progress} rule to one of a method with a loop of a single pass, in no
 * poll loop: each such method twice in one class and one run, one of the two named by a rule.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class CallBenchmark {

    private static final int CALLS = 1000;

    /** That there is something to compare: asks the agent whether it wove the method. */
    @State(Scope.Benchmark)
    public static class Proof {

        /**
         * Fails the run when the agent has no row that was called for.
         *
         * @throws JMException when there is no agent to ask
         */
        @TearDown
        public void isCalledFor() throws JMException {
            Object rows = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("dev.pollwatch:type=Keepalive"), "ThreadCount");
            if (!Integer.valueOf(1).equals(rows)) {
                throw new IllegalStateException("there should be 1 row, not " + rows);
            }
        }
    }

    private long seed = 0x9E3779B97F4A7C15L;

    /**
     * Calls of a method as it is.
     *
     * @return the last value, for JMH to consume
     */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long plain() {
        for (int i = 0; i < CALLS; i++) {
            seed = plainStep(seed);
        }
        return seed;
    }

    /**
     * Calls of the same method named by a {@code call} rule.
     *
     * @param proof fails the run when it is not
     * @return the last value, for JMH to consume
     */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long called(Proof proof) {
        for (int i = 0; i < CALLS; i++) {
            seed = calledStep(seed);
        }
        return seed;
    }

    /**
     * Calls of a method with a short loop.
     *
     * @return the last value, for JMH to consume
     */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long plainLoop() {
        for (int i = 0; i < CALLS; i++) {
            seed = plainBatch(seed, 1);
        }
        return seed;
    }

    /**
     * Calls of the same method named by a {@code progress} rule.
     *
     * @return the last value, for JMH to consume
     */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public long progress() {
        for (int i = 0; i < CALLS; i++) {
            seed = progressBatch(seed, 1);
        }
        return seed;
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static long plainStep(long start) {
        long x = start;
        x ^= x << 13;
        x ^= x >>> 7;
        return x ^ x << 17;
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static long calledStep(long start) {
        long x = start;
        x ^= x << 13;
        x ^= x >>> 7;
        return x ^ x << 17;
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static long plainBatch(long start, int passes) {
        long x = start;
        int left = passes;
        while (left > 0) {
            x ^= x << 13;
            x ^= x >>> 7;
            left--;
        }
        return x;
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static long progressBatch(long start, int passes) {
        long x = start;
        int left = passes;
        while (left > 0) {
            x ^= x << 13;
            x ^= x >>> 7;
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
            System.err.println("usage: CallBenchmark <pollwatch-agent.jar>");
            System.exit(2);
        }
        String name = CallBenchmark.class.getName();
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(name)
                        .jvmArgsAppend("-javaagent:" + Path.of(args[0]).toAbsolutePath() + "=http=off,call=" + name
                                + "#calledStep,progress=" + name + "#progressBatch")
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        System.out.printf("%nJDK %s%n", Runtime.version());
        for (RunResult result : results) {
            System.out.printf(
                    Locale.ROOT,
                    "%-60s %.2f ± %.2f ns a call; %.4f B%n",
                    result.getParams().getBenchmark(),
                    result.getPrimaryResult().getScore(),
                    result.getPrimaryResult().getScoreError(),
                    result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
        }
    }
}
