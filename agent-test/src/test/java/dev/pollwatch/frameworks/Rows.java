package dev.pollwatch.frameworks;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rows of one answer to {@code /threads}.
 *
 * @param rows each as a map
 */
record Rows(List<Map<String, Object>> rows) {

    static String key(Map<String, Object> row) {
        return row.get("name") + "|" + row.get("loop");
    }

    static String state(Map<String, Object> row) {
        return (String) row.get("state");
    }

    static long beats(Map<String, Object> row) {
        return (Long) row.get("heartbeats");
    }

    /** The rows of the loop that the handlers of a framework run in. */
    Rows of(Framework framework) {
        return where(row -> framework.loop().matcher((String) row.get("loop")).matches());
    }

    Rows in(String state) {
        return where(row -> state(row).equals(state));
    }

    Rows where(Predicate<Map<String, Object>> condition) {
        return new Rows(rows.stream().filter(condition).toList());
    }

    Stream<Map<String, Object>> stream() {
        return rows.stream();
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    Set<String> keys() {
        return set(rows.stream().map(Rows::key));
    }

    Set<String> states() {
        return set(rows.stream().map(Rows::state));
    }

    private static Set<String> set(Stream<String> values) {
        Set<String> set = new TreeSet<>();
        values.forEach(set::add);
        return set;
    }
}
