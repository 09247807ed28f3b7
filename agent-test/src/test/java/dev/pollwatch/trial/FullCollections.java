package dev.pollwatch.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.Host;
import java.util.List;

/**
 * Full collections back to back, by turns on the host's own call and on that of an operator.
 *
 * @param collector the JVM's flag for the collector, empty for what it takes by default
 */
record FullCollections(String collector) implements Disturbance {

    private static final int BACK_TO_BACK = 3;

    @Override
    public List<Endurance> run(Setting setting, int times, boolean abridged) {
        int live = abridged ? 256 : 1024;
        Host host = Host.on(setting.jdk()).jvm("-Xmx" + 2 * live + "m");
        if (!collector.isEmpty()) {
            host.jvm("-XX:+Use" + collector + "GC");
        }
        String name = "full collections, " + live + " MiB live, " + (collector.isEmpty() ? "default" : collector);
        try (WellThreads threads = WellThreads.start(setting, abridged, host)) {
            threads.command("hold " + live);
            return threads.endure(name, times, i -> collections(threads, i % 2 == 0));
        }
    }

    private static String collections(WellThreads threads, boolean fromOutside) {
        Collections before = Collections.of(threads);
        if (fromOutside) {
            for (int i = 0; i < BACK_TO_BACK; i++) {
                threads.jcmd("GC.run");
            }
        } else {
            threads.command("collect " + BACK_TO_BACK);
        }
        Collections after = Collections.of(threads);
        long count = after.count - before.count;
        assertThat(count).as("collections").isGreaterThanOrEqualTo(BACK_TO_BACK);
        return count + " collections, " + (after.millis - before.millis) + " ms";
    }

    private record Collections(long count, long millis) {

        static Collections of(WellThreads threads) {
            String[] numbers = threads.ask("collections").split(" ");
            return new Collections(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
        }
    }
}
