package dev.pollwatch.weave;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which line of which preset finds what it names in which version. */
final class PresetTable {

    private static final String HEAD = """
            # Where each line of the presets finds what it names

            Written by a test, which holds every line against the class files of the versions below: the class and the method are
            there, a `loop` has a loop, a `sleep` waits and is reached by a loop and leads to no handler, a `progress` has a loop
            and is reached by one, an `each` is called in one. A line that some versions lack is for the others. The commands stand
            in `agent-test/src/presets/pom.xml`; what the lines mean, in `presets/index` beside the presets.
            """;

    private static final Comparator<String> BY_VERSION =
            Comparator.<String, String>comparing(PresetTable::sortable).thenComparing(Comparator.naturalOrder());

    private final Map<String, Map<String, TreeSet<String>>> found = new TreeMap<>();

    void add(String preset, String line, String version) {
        found.computeIfAbsent(preset, none -> new LinkedHashMap<>())
                .computeIfAbsent(line, none -> new TreeSet<>(BY_VERSION))
                .add(version);
    }

    /** The versions seen, by preset. */
    Map<String, TreeSet<String>> versions() {
        Map<String, TreeSet<String>> versions = new TreeMap<>();
        found.forEach((preset, lines) -> lines.values()
                .forEach(some -> versions.computeIfAbsent(preset, none -> new TreeSet<>(BY_VERSION))
                        .addAll(some)));
        return versions;
    }

    Map<String, String> rows(String preset) {
        Map<String, String> rows = new TreeMap<>();
        found.get(preset).forEach((line, versions) -> rows.put(line, String.join(" ", versions)));
        return rows;
    }

    /** The rows that a written table has for a preset, less all versions but some. */
    static Map<String, String> rowsOf(String markdown, String preset, TreeSet<String> versions) {
        Map<String, String> rows = new TreeMap<>();
        String head = "## " + preset + "\n";
        int from = markdown.indexOf(head);
        int to = markdown.indexOf("\n## ", from + 1);
        for (String row :
                markdown.substring(from, to < 0 ? markdown.length() : to).split("\n")) {
            if (row.startsWith("| `")) {
                String[] cells = row.split(" \\| ");
                List<String> kept =
                        new ArrayList<>(List.of(cells[1].replace(" |", "").split(" ")));
                kept.retainAll(versions);
                if (!kept.isEmpty()) {
                    rows.put(cells[0].substring(3, cells[0].length() - 1), String.join(" ", kept));
                }
            }
        }
        return rows;
    }

    /** The lines of the presets that found nothing in any version. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        for (String name : PresetFile.names()) {
            PresetFile file = PresetFile.of(name);
            Preset preset = file.read(Relocation.NONE);
            List<String> lines = new ArrayList<>();
            preset.rules().forEach(rule -> lines.add(rule.kind().option() + " " + rule.text()));
            preset.each().forEach(rule -> lines.add("each " + rule.text()));
            file.heralds().forEach(herald -> lines.add("herald " + herald));
            file.relocations().stream().skip(1).forEach(relocation -> lines.add("relocated " + relocation.to()));
            Map<String, ?> rows = found.getOrDefault(name, Map.of());
            lines.removeIf(rows::containsKey);
            lines.forEach(line -> missing.add(name + ": " + line));
        }
        return missing;
    }

    String asMarkdown() {
        StringBuilder text = new StringBuilder(HEAD);
        found.keySet().forEach(preset -> {
            text.append("\n## ").append(preset).append("\n\n| line | found in |\n|---|---|\n");
            found.get(preset)
                    .forEach((line, versions) -> text.append("| `")
                            .append(line)
                            .append("` | ")
                            .append(String.join(" ", versions))
                            .append(" |\n"));
        });
        return text.toString();
    }

    /** Numbers at equal length, so that 4.1.9 stands before 4.1.10. */
    private static String sortable(String version) {
        StringBuilder key = new StringBuilder();
        for (String part : version.split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)")) {
            key.append(Character.isDigit(part.charAt(0)) ? "0".repeat(Math.max(0, 12 - part.length())) + part : part);
        }
        return key.toString();
    }
}
