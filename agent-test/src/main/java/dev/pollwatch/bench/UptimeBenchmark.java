package dev.pollwatch.bench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What the dispatcher's question for how long the machine has been up costs: {@code /proc/uptime} opened for each, or kept open. Its median is worth
 * looking at, on a machine that does other things too.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class UptimeBenchmark {

    private static final Path FILE = Path.of("/proc/uptime");

    private final byte[] bytes = new byte[64];
    private RandomAccessFile open;

    /**
     * Opens the file.
     *
     * @throws IOException on a system without it
     */
    @Setup
    public void open() throws IOException {
        open = new RandomAccessFile(FILE.toFile(), "r");
    }

    /**
     * Closes it.
     *
     * @throws IOException never
     */
    @TearDown
    public void close() throws IOException {
        open.close();
    }

    /**
     * Opens, reads, closes.
     *
     * @return what it says
     * @throws IOException never
     */
    @Benchmark
    public String openedEachTime() throws IOException {
        return Files.readString(FILE, StandardCharsets.US_ASCII);
    }

    /**
     * Goes back to the beginning of the open file and reads.
     *
     * @return what it says
     * @throws IOException never
     */
    @Benchmark
    public String keptOpen() throws IOException {
        open.seek(0);
        return new String(bytes, 0, open.read(bytes), StandardCharsets.US_ASCII);
    }

    /**
     * Runs the benchmark.
     *
     * @param args none
     * @throws RunnerException when JMH fails
     */
    public static void main(String[] args) throws RunnerException {
        new Runner(new OptionsBuilder().include(UptimeBenchmark.class.getName()).build()).run();
    }
}
