package dev.pollwatch.e2e.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code /metrics} says, read as Prometheus' text format.
 *
 * @param types the type of each metric family
 * @param samples the samples
 */
public record Exposition(Map<String, String> types, List<Sample> samples) {

    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)(?: \\S+)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    /**
     * Reads a text.
     *
     * @param text the body of an answer
     * @return what it says
     */
    public static Exposition parse(String text) {
        Map<String, String> types = new TreeMap<>();
        List<Sample> samples = new ArrayList<>();
        for (String line : text.split("\n")) {
            if (line.startsWith("# TYPE ")) {
                String[] words = line.split(" ");
                types.put(words[2], words[3]);
            } else if (!line.startsWith("#") && !line.isBlank()) {
                samples.add(sample(line));
            }
        }
        return new Exposition(types, samples);
    }

    /**
     * The samples of a row.
     *
     * @param name the metric
     * @param thread the row's thread
     * @param loop the row's loop
     * @return the samples
     */
    public List<Sample> of(String name, String thread, String loop) {
        return samples.stream()
                .filter(sample -> sample.name().equals(name)
                        && thread.equals(sample.labels().get("thread"))
                        && loop.equals(sample.labels().get("loop")))
                .toList();
    }

    /**
     * A metric that has one sample.
     *
     * @param name the metric
     * @return its value
     */
    public double value(String name) {
        List<Sample> found =
                samples.stream().filter(sample -> sample.name().equals(name)).toList();
        if (found.size() != 1) {
            throw new IllegalStateException(name + " has not one sample but " + found);
        }
        return found.get(0).value();
    }

    private static Sample sample(String line) {
        Matcher matcher = SAMPLE.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no sample: " + line);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        if (matcher.group(2) != null) {
            Matcher label = LABEL.matcher(matcher.group(2));
            int end = 0;
            while (label.find() && label.start() == end) {
                labels.put(label.group(1), unescaped(label.group(2)));
                end = label.end();
            }
            if (end != matcher.group(2).length()) {
                throw new IllegalArgumentException("bad labels: " + line);
            }
        }
        String value = matcher.group(3).replace("+Inf", "Infinity").replace("-Inf", "-Infinity");
        return new Sample(matcher.group(1), labels, Double.parseDouble(value));
    }

    private static String unescaped(String label) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < label.length(); i++) {
            char c = label.charAt(i);
            if (c == '\\') {
                i++;
                c = label.charAt(i) == 'n' ? '\n' : label.charAt(i);
            }
            text.append(c);
        }
        return text.toString();
    }
}
