package dev.pollwatch.e2e.monitoring;

import dev.pollwatch.e2e.harness.Json;
import dev.pollwatch.e2e.harness.TestPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The dashboard of {@code examples/grafana}.
 *
 * @param json all of it
 */
record Dashboard(Map<?, ?> json) {

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*), (\\w+)\\)");
    private static final Pattern LEGEND_LABEL = Pattern.compile("\\{\\{(\\w+)}}");

    /**
     * What it asks Prometheus.
     *
     * @param where the title of the panel, or the name of the variable or annotation
     * @param expression PromQL without Grafana's variables
     * @param labels the labels that it shows of each series
     * @param always whether there is an answer whenever poll threads are watched
     */
    record Question(String where, String expression, Set<String> labels, boolean always) {}

    static Dashboard read() {
        try {
            return new Dashboard((Map<?, ?>)
                    Json.parse(Files.readString(TestPaths.example("grafana").resolve("pollwatch.json"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Map<?, ?>> panels() {
        return maps(json.get("panels"));
    }

    /** Everything that is called a datasource, however deep. */
    List<Object> dataSources() {
        List<Object> found = new ArrayList<>();
        visit(json, map -> {
            if (map.containsKey("datasource")) {
                found.add(map.get("datasource"));
            }
        });
        return found;
    }

    List<Question> questions() {
        List<Question> questions = new ArrayList<>();
        for (Map<?, ?> panel : panels()) {
            for (Map<?, ?> target : maps(panel.containsKey("targets") ? panel.get("targets") : List.of())) {
                questions.add(new Question(
                        (String) panel.get("title"),
                        plain((String) target.get("expr")),
                        labelsOf((String) target.get("legendFormat")),
                        true));
            }
        }
        for (Map<?, ?> annotation : maps(((Map<?, ?>) json.get("annotations")).get("list"))) {
            if (annotation.containsKey("expr")) {
                questions.add(new Question(
                        (String) annotation.get("name"), plain((String) annotation.get("expr")), Set.of(), false));
            }
        }
        for (Map<?, ?> variable : maps(((Map<?, ?>) json.get("templating")).get("list"))) {
            Matcher query = LABEL_VALUES.matcher(String.valueOf(variable.get("definition")));
            if (query.matches()) {
                questions.add(
                        new Question("$" + variable.get("name"), plain(query.group(1)), Set.of(query.group(2)), true));
            }
        }
        return questions;
    }

    private static String plain(String expression) {
        return expression
                .replace("$__rate_interval", "1m")
                .replace("$__range", "5m")
                .replaceAll("\"\\$\\w+\"", "\".*\"");
    }

    private static Set<String> labelsOf(String legend) {
        Set<String> labels = new LinkedHashSet<>();
        LEGEND_LABEL.matcher(legend).results().forEach(match -> labels.add(match.group(1)));
        return labels;
    }

    private static void visit(Object json, Consumer<Map<?, ?>> visitor) {
        if (json instanceof Map<?, ?> map) {
            visitor.accept(map);
            map.values().forEach(value -> visit(value, visitor));
        } else if (json instanceof List<?> list) {
            list.forEach(value -> visit(value, visitor));
        }
    }

    private static List<Map<?, ?>> maps(Object list) {
        List<Map<?, ?>> maps = new ArrayList<>();
        ((List<?>) list).forEach(map -> maps.add((Map<?, ?>) map));
        return maps;
    }
}
