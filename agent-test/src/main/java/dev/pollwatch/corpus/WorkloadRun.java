package dev.pollwatch.corpus;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one run of a workload printed.
 *
 * @param exit its exit code
 * @param values what it told, by name: {@code hash}, {@code millis}, and the agent's numbers
 * @param refusals what the JVM's compilers would not compile, a line of {@code PrintCompilation} each
 */
record WorkloadRun(int exit, Map<String, String> values, List<String> refusals) {

    /** What {@code PrintCompilation} says of a method given up for its size; other reasons come and go with the timing. */
    private static final List<String> FOR_SIZE =
            List.of("out of nodes", "too large", "too big", "too many", "stack size");

    static WorkloadRun parse(int exit, List<String> lines) {
        Map<String, String> values = new HashMap<>();
        List<String> refusals = new ArrayList<>();
        for (String line : lines) {
            if (line.contains("COMPILE SKIPPED") && FOR_SIZE.stream().anyMatch(line::contains)) {
                refusals.add(line.trim());
            } else if (line.matches("[A-Za-z]+ [-0-9a-f]+")) {
                int space = line.indexOf(' ');
                values.put(line.substring(0, space), line.substring(space + 1));
            }
        }
        return new WorkloadRun(exit, values, refusals);
    }

    long number(String name) {
        return Long.parseLong(values.getOrDefault(name, "-1"));
    }

    String hash() {
        return values.getOrDefault("hash", "");
    }
}
