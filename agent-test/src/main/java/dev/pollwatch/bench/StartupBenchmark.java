package dev.pollwatch.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What the agent adds to the start of a program that is none of its business: whole processes, with and without the agent in turn, so
 * that a machine that gets slower or faster does so for both.
 */
public final class StartupBenchmark {

    private static final int WARM_UP = 3;
    private static final int DEFAULT_PAIRS = 30;

    private StartupBenchmark() {}

    /**
     * Runs the pairs and prints medians.
     *
     * @param args the agent's jar, and the number of pairs if not 30
     * @throws IOException when a process cannot be started
     * @throws InterruptedException when interrupted
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length < 1 || args.length > 2) {
            System.err.println("usage: StartupBenchmark <pollwatch-agent.jar> [pairs]");
            System.exit(2);
        }
        String agent = "-javaagent:" + Path.of(args[0]).toAbsolutePath();
        int pairs = args.length == 2 ? Integer.parseInt(args[1]) : DEFAULT_PAIRS;
        compare("agent, no rule", agent, pairs);
        compare("agent, a rule that no class matches", agent + "=loop=com.acme.Rx#pollLoop", pairs);
    }

    private static void compare(String what, String agent, int pairs) throws IOException, InterruptedException {
        List<Double> without = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        List<Double> added = new ArrayList<>();
        List<Double> ratio = new ArrayList<>();
        for (int i = -WARM_UP; i < pairs; i++) {
            double bare = seconds();
            double watched = seconds(agent);
            if (i >= 0) {
                without.add(bare);
                with.add(watched);
                added.add(watched - bare);
                ratio.add(watched / bare);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "JDK %s, %s: without %.3f s, with %.3f s, added %.3f s, ratio %.1f (medians of %d pairs)%n",
                Runtime.version(),
                what,
                median(without),
                median(with),
                median(added),
                median(ratio),
                pairs);
    }

    private static double seconds(String... jvmArgs) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Arrays.asList(jvmArgs));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Hello.class.getName()));
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int exit = process.waitFor();
        double seconds = (System.nanoTime() - begin) / 1e9;
        if (exit != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + exit);
        }
        return seconds;
    }

    private static double median(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
