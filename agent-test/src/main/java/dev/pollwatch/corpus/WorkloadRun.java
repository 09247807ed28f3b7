package dev.pollwatch.corpus;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one run of a workload brought forth.
 *
 * @param exit its exit code
 * @param values what it wrote down, by name: {@code hash}, {@code millis}, and the agent's numbers
 * @param refusals what the JVM's compilers would not compile, a line of {@code PrintCompilation} each
 */
record WorkloadRun(int exit, Map<String, String> values, List<String> refusals) {

    /** What {@code PrintCompilation} says of a method given up for its size; other reasons come and go with the timing. */
    private static final List<String> FOR_SIZE =
            List.of("out of nodes", "too large", "too big", "too many", "stack size");

    /**
     * Reads.
     *
     * @param exit the exit code
     * @param told what the workload wrote down
     * @param output what it and the JVM printed
     */
    static WorkloadRun parse(int exit, List<String> told, List<String> output) {
        Map<String, String> values = new HashMap<>();
        for (String line : told) {
            int space = line.indexOf(' ');
            values.put(line.substring(0, space), line.substring(space + 1));
        }
        List<String> refusals = output.stream()
                .filter(line -> line.contains("COMPILE SKIPPED"))
                .filter(line -> FOR_SIZE.stream().anyMatch(line::contains))
                .map(String::trim)
                .toList();
        return new WorkloadRun(exit, values, refusals);
    }

    long number(String name) {
        return Long.parseLong(values.getOrDefault(name, "-1"));
    }

    String hash() {
        return values.getOrDefault("hash", "");
    }
}
