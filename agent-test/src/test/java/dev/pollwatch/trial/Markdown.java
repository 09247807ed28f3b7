package dev.pollwatch.trial;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables as the docs have them. */
final class Markdown {

    private static final int LONGEST_SENTENCE = 160;

    private Markdown() {}

    /** A row for each kind of stall, and one for all. */
    static String stalls(List<Stall> stalls) {
        List<Duration> intervals = stalls.stream()
                .map(stall -> stall.setting().interval())
                .distinct()
                .sorted()
                .toList();
        String head = intervals.stream()
                .map(interval -> " until DEAD at " + text(interval) + ": median, worst |")
                .collect(Collectors.joining());
        StringBuilder table = new StringBuilder("| stall | made | found | right word |" + head + " what it said |\n"
                + "|---|---|---|---|" + "---|".repeat(intervals.size() + 1) + "\n");
        byKey(stalls, Stall::kind).forEach((kind, ofKind) -> table.append(row(kind, ofKind, intervals, usual(ofKind))));
        return table + row("**all**", stalls, intervals, "");
    }

    private static String row(String kind, List<Stall> stalls, List<Duration> intervals, String said) {
        Stream<String> counts = Stream.of(
                kind,
                String.valueOf(stalls.size()),
                String.valueOf(stalls.stream().filter(Stall::isFound).count()),
                String.valueOf(stalls.stream().filter(Stall::isNamed).count()));
        Stream<String> times = intervals.stream().map(interval -> times(stalls, interval));
        return cells(Stream.concat(Stream.concat(counts, times), Stream.of(said)));
    }

    private static String times(List<Stall> stalls, Duration interval) {
        List<Duration> times = stalls.stream()
                .filter(stall -> stall.setting().interval().equals(interval))
                .flatMap(stall -> stall.untilDead().stream())
                .sorted()
                .toList();
        return times.isEmpty() ? "–" : text(times.get(times.size() / 2)) + ", " + text(times.get(times.size() - 1));
    }

    /** What was said most often, as it was said first. */
    private static String usual(List<Stall> stalls) {
        Map<String, List<String>> alike = byKey(
                stalls.stream()
                        .filter(Stall::isFound)
                        .map(stall -> withoutFolders(stall.word() + " " + stall.sentence()))
                        .toList(),
                line -> line.replaceAll("@\\w+|\\d+", "0"));
        return alike.values().stream()
                .max(Comparator.comparingInt(List::size))
                .map(lines -> "`" + cut(lines.get(0)) + "`")
                .orElse("");
    }

    /** Where files lie on the machine of the trial is of no interest. */
    private static String withoutFolders(String line) {
        return line.replaceAll("(?<= )/\\S*/", "/…/");
    }

    /** A row for each host in which a loop counted. */
    static String delays(List<Delay> delays) {
        StringBuilder table = new StringBuilder(
                "| counted loop under | JDK | interval | stalls | agent | longest delay of another thread |"
                        + " of it by looking at threads | what stopped the host |\n|---|---|---|---|---|---|---|---|\n");
        for (Delay delay : delays) {
            table.append(cells(Stream.of(
                    delay.collector(),
                    String.valueOf(delay.setting().jdk().feature()),
                    text(delay.setting().interval()),
                    String.valueOf(delay.stalls()),
                    delay.watched() ? "yes" : "no",
                    text(delay.longest()),
                    delay.askedFor().isZero() ? "none" : text(delay.askedFor()),
                    delay.operations().entrySet().stream()
                            .sorted(Map.Entry.comparingByKey())
                            .map(operation -> operation.getValue() + " " + operation.getKey())
                            .collect(Collectors.joining(", ")))));
        }
        return table.toString();
    }

    /** A row for each disturbance. */
    static String disturbances(List<Endurance> endurances) {
        StringBuilder table = new StringBuilder(
                "| disturbance | times | threads | false DEAD | starved | what was measured |\n|---|---|---|---|---|---|\n");
        byKey(endurances, Endurance::disturbance)
                .forEach((name, times) -> table.append(cells(Stream.of(
                        name,
                        String.valueOf(times.size()),
                        String.valueOf(
                                times.stream().mapToInt(Endurance::threads).sum()),
                        String.valueOf(times.stream()
                                .mapToInt(endurance -> endurance.falseDeaths().size())
                                .sum()),
                        String.valueOf(
                                times.stream().mapToInt(Endurance::starved).sum()),
                        times.get(times.size() / 2).measured()))));
        return table.toString();
    }

    /** A time in milliseconds, or in seconds where that is short. */
    static String text(Duration time) {
        long millis = Math.round(time.toNanos() / 1e6);
        return millis > 0 && millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    private static <T> Map<String, List<T>> byKey(List<T> list, Function<T, String> key) {
        return list.stream().collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_SENTENCE ? text : text.substring(0, LONGEST_SENTENCE) + "…";
    }

    private static String cells(Stream<String> cells) {
        return cells.map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
