package dev.pollwatch.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What one run of {@link Link} brought to light. */
final class Trial {

    private static final String LEFT_ALONE = " Left alone: ";
    private static final String NOT_WOVEN = " Could not weave ";
    private static final String FAIL_OVER = "Fail over class verification to old verifier for: ";

    private final List<Map<String, String>> classes = new ArrayList<>();
    private final List<Map<String, SeenMethod>> methods = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final Map<String, String> reasons = new HashMap<>();
    private final Set<String> failedOver = new HashSet<>();
    private boolean complete;

    private Trial() {}

    /**
     * Reads what a run wrote.
     *
     * @param found what {@link Link} wrote
     * @param verification the JVM's log of class verification
     * @param agent the agent's log; its status shows only the first of so many
     * @throws IOException where a file cannot be read
     */
    static Trial read(Path found, Path verification, Path agent) throws IOException {
        Trial trial = new Trial();
        try (BufferedReader lines = Files.newBufferedReader(found, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                trial.take(line.charAt(0), line.substring(1));
            }
        }
        try (BufferedReader lines = Files.newBufferedReader(verification, StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int at = line.indexOf(FAIL_OVER);
                if (at >= 0) {
                    trial.failedOver.add(
                            line.substring(at + FAIL_OVER.length()).trim().replace('/', '.'));
                }
            }
        }
        if (Files.exists(agent)) {
            try (BufferedReader lines = Files.newBufferedReader(agent, StandardCharsets.UTF_8)) {
                lines.lines().forEach(trial::takeFromAgent);
            }
        }
        return trial;
    }

    private void takeFromAgent(String line) {
        int leftAlone = line.indexOf(LEFT_ALONE);
        int notWoven = line.indexOf(NOT_WOVEN);
        if (leftAlone >= 0) {
            String text = line.substring(leftAlone + LEFT_ALONE.length());
            int space = text.indexOf(' ');
            reasons.put(text.substring(0, space), text.substring(space + 1));
        } else if (notWoven >= 0) {
            failures.add(line.substring(notWoven + 1));
        }
    }

    private void take(char kind, String text) {
        switch (kind) {
            case Link.JAR -> {
                classes.add(new LinkedHashMap<>());
                methods.add(new LinkedHashMap<>());
            }
            case Link.CLASS -> {
                int tab = text.indexOf('\t');
                classes.get(classes.size() - 1).put(text.substring(0, tab), text.substring(tab + 1));
            }
            case Link.METHOD -> {
                SeenMethod method = SeenMethod.parse(text);
                // A class that cannot be defined is seen again whenever another one needs it.
                methods.get(methods.size() - 1).put(method.className() + method.signature(), method);
            }
            case Link.FAILURE -> failures.add(text);
            case Link.END -> complete = true;
            default -> throw new IllegalArgumentException(kind + text);
        }
    }

    /** Whether the run came to its end. */
    boolean isComplete() {
        return complete;
    }

    /** For each jar that was linked, in order: its classes, each with how it came out. */
    List<Map<String, String>> classes() {
        return classes;
    }

    /** For each jar that was linked, in order: the methods that are worth a word. */
    List<Collection<SeenMethod>> methods() {
        return methods.stream().map(Map::values).toList();
    }

    /** How many methods call each of the agent's hooks. */
    Map<String, Integer> hooks() {
        Map<String, Integer> count = new TreeMap<>();
        for (Map<String, SeenMethod> ofJar : methods) {
            ofJar.values().forEach(method -> method.hooks().forEach(hook -> count.merge(hook, 1, Integer::sum)));
        }
        return count;
    }

    /** What kept the probe from looking. */
    List<String> failures() {
        return failures;
    }

    /** Classes whose frames the verifier refused, but that it let pass without frames, as it does for version 50. */
    Set<String> failedOver() {
        return failedOver;
    }

    /** Why the agent left a method alone, in its own words; it names overloads with their descriptor. */
    String reason(SeenMethod method) {
        String withDescriptor = method.className() + "#" + method.signature();
        String reason = reasons.get(withDescriptor);
        return reason != null
                ? reason
                : reasons.getOrDefault(withDescriptor.substring(0, withDescriptor.indexOf('(')), "");
    }
}
