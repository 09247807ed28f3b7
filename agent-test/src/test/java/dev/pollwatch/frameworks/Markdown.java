package dev.pollwatch.frameworks;

import java.util.List;
import java.util.stream.Collectors;

/** The table as the docs have it. */
final class Markdown {

    private Markdown() {}

    static String table(List<Outcome> outcomes) {
        return "| framework | version | JDK | traffic | idle | blocked | recovered |\n|---|---|---|---|---|---|---|\n"
                + outcomes.stream().map(outcome -> row(outcome) + "\n").collect(Collectors.joining());
    }

    /** What was said of the blocked handler, once for each framework. */
    static String deaths(List<Outcome> outcomes) {
        return "| framework | loop | diagnosis | `/health` |\n|---|---|---|---|\n"
                + outcomes.stream()
                        .filter(outcome -> !outcome.dead().isEmpty())
                        .map(outcome -> cells(
                                outcome.framework().toString(),
                                "`" + outcome.loop() + "`",
                                "`" + outcome.dead() + "`",
                                String.valueOf(outcome.health())))
                        .distinct()
                        .map(row -> row + "\n")
                        .collect(Collectors.joining());
    }

    static String row(Outcome outcome) {
        String measured = outcome.cells().stream()
                .map(cell -> cell.good() ? cell.text() : "**" + cell.text().replace("|", " ") + "**")
                .collect(Collectors.joining(" | "));
        return cells(
                outcome.framework().name(),
                outcome.framework().version(),
                String.valueOf(outcome.jdk().feature()),
                measured);
    }

    private static String cells(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
