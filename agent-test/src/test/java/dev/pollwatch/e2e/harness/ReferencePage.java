package dev.pollwatch.e2e.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The tables of {@code docs/reference.md}: of each section the first, whose first column is the key and whose second is the type. */
public final class ReferencePage {

    private static final Pattern WORD = Pattern.compile("`([^`]+)`");

    private final Map<String, List<String[]>> tables = new TreeMap<>();

    private ReferencePage(List<String> lines) {
        String section = "";
        boolean over = false;
        for (String line : lines) {
            if (line.startsWith("#")) {
                section = line.replaceFirst("#+ ", "");
                over = false;
                tables.put(section, new ArrayList<>());
            } else if (line.startsWith("| `") && !over) {
                tables.get(section).add(line.substring(2).split(" \\| "));
            } else if (!line.startsWith("|")) {
                over = !tables.getOrDefault(section, List.of()).isEmpty();
            }
        }
    }

    /**
     * Reads it.
     *
     * @return the page
     */
    public static ReferencePage read() {
        try {
            return new ReferencePage(
                    Files.readAllLines(TestPaths.example("../docs/reference.md").normalize()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What stands in a section.
     *
     * @param section its heading
     * @return the type of each key
     */
    public Map<String, String> types(String section) {
        Map<String, String> types = new TreeMap<>();
        tables.get(section).forEach(row -> types.put(key(row), row[1]));
        return types;
    }

    /**
     * Some of it.
     *
     * @param section its heading
     * @param third what must stand in the third column
     * @return the type of each such key
     */
    public Map<String, String> typesWhere(String section, String third) {
        Map<String, String> types = new TreeMap<>();
        tables.get(section).stream().filter(row -> row[2].equals(third)).forEach(row -> types.put(key(row), row[1]));
        return types;
    }

    /**
     * The labels that the third column gives.
     *
     * @param section its heading
     * @return the labels of each key, in alphabetical order, as a list is written
     */
    public Map<String, String> labels(String section) {
        Map<String, String> labels = new TreeMap<>();
        for (String[] row : tables.get(section)) {
            TreeSet<String> words = new TreeSet<>();
            Matcher word = WORD.matcher(row[2]);
            while (word.find()) {
                words.add(word.group(1));
            }
            labels.put(key(row), words.toString());
        }
        return labels;
    }

    private static String key(String[] row) {
        return row[0].replace("`", "");
    }
}
