package dev.pollwatch.trial;

import dev.pollwatch.e2e.harness.MarkedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command behind {@code trial.sh}: makes stalls, which must be found, and disturbs threads that are well, none of which may be found;
 * prints what was seen. Exit code 0 when all is as docs/believe.md promises, 1 when something is not.
 */
public final class TrialTable {

    private static final String DISTURBANCES = "disturbances";

    private TrialTable() {}

    /**
     * Runs it.
     *
     * @param args the file for the output, how often each kind is made in a setting, a regular expression that finds the kinds of stalls, and
     *     {@code disturbances}, the JDKs' feature version and the interval in milliseconds, both empty for all, and the page to put the
     *     tables into, empty for none
     * @throws IOException when a file cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        int times = Integer.parseInt(args[1]);
        Pattern wanted = Pattern.compile(args[2]);
        List<Setting> settings = Setting.all(intervals(args[4])).stream()
                .filter(setting -> args[3].isEmpty()
                        || args[3].equals(String.valueOf(setting.jdk().feature())))
                .toList();
        Stalls stalls = new Stalls(wanted);
        List<Stall> made = stalls.run(settings, times);
        Outcome outcome = new Outcome(made, stalls.delays(), disturb(settings, times, wanted));
        String tables = String.join(
                "\n",
                Markdown.stalls(outcome.stalls()),
                Markdown.delays(outcome.delays()),
                Markdown.disturbances(outcome.endurances()));
        Files.writeString(Path.of(args[0]), tables);
        System.out.println("\n" + tables);
        outcome.misses().forEach(System.out::println);
        if (!args[5].isEmpty()) {
            write(Path.of(args[5]), outcome);
        }
        System.out.println(outcome.isGood() ? "all as promised" : "not as promised");
        System.exit(outcome.isGood() ? 0 : 1);
    }

    private static List<Endurance> disturb(List<Setting> settings, int times, Pattern wanted) {
        List<Endurance> endurances = new ArrayList<>();
        if (!wanted.matcher(DISTURBANCES).find()) {
            return endurances;
        }
        Collection<List<Setting>> alike = settings.stream()
                .collect(Collectors.groupingBy(Setting::interval, TreeMap::new, Collectors.toList()))
                .values();
        for (Disturbance disturbance : Disturbances.all()) {
            for (List<Setting> onEachJdk : alike) {
                // Side by side: each thread's own account tells whether it was starved.
                List<Endurance> endured = onEachJdk.parallelStream()
                        .flatMap(setting -> disturbance.run(setting, times, false).stream())
                        .toList();
                endured.forEach(System.out::println);
                endurances.addAll(endured);
            }
        }
        return endurances;
    }

    private static void write(Path page, Outcome outcome) throws IOException {
        MarkedPage text = new MarkedPage(Files.readString(page), "trial.sh");
        // What was not asked for stays as it is.
        if (!outcome.stalls().isEmpty()) {
            text = text.with("stalls", Markdown.stalls(outcome.stalls()))
                    .with("delays", Markdown.delays(outcome.delays()));
        }
        if (!outcome.endurances().isEmpty()) {
            text = text.with("disturbances", Markdown.disturbances(outcome.endurances()));
        }
        Files.writeString(page, text.text());
    }

    private static List<Duration> intervals(String millis) {
        return millis.isEmpty()
                ? List.of(Duration.ofMillis(100), Duration.ofSeconds(1))
                : Stream.of(millis).map(Long::valueOf).map(Duration::ofMillis).toList();
    }
}
