package dev.pollwatch.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Holds the presets against the class files of their frameworks: a few versions in every build, all that the table in
 * {@code docs/preset-rules.md} names by a command of its own, see {@code agent-test/src/presets/pom.xml}.
 */
class PresetJarsTest {

    private static final Path TABLE = Path.of("..", "docs", "preset-rules.md");
    private static final String SET = System.getProperty("pollwatch-test.preset-jars", "build");
    private static final Path JARS = Path.of("target", "preset-jars", SET);

    @Test
    void shouldFindInEachVersionWhatTheTableSaysAndMeanWhatIsThere() throws IOException {
        PresetTable table = new PresetTable();
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, List<Path>> entry : folders().entrySet()) {
            String preset = entry.getKey().substring(0, entry.getKey().indexOf('/'));
            check(preset, entry.getKey().substring(preset.length() + 1), ClassPool.of(entry.getValue()), table, wrong);
        }

        assertThat(wrong).isEmpty();
        if (Boolean.getBoolean("pollwatch-test.write")) {
            Files.writeString(TABLE, table.asMarkdown());
        }
        String known = Files.readString(TABLE);
        if (SET.equals("build")) {
            table.versions()
                    .forEach((preset, versions) ->
                            assertThat(table.rows(preset)).isEqualTo(PresetTable.rowsOf(known, preset, versions)));
        } else {
            assertThat(table.asMarkdown()).isEqualTo(known);
            assertThat(table.missing()).isEmpty();
        }
    }

    /** Against a preset's own jars, and those of presets that it stands on and adds rules to. */
    private static void check(String folder, String version, ClassPool pool, PresetTable table, List<String> wrong) {
        for (String name : PresetFile.names()) {
            PresetFile file = PresetFile.of(name);
            if (!name.equals(folder)
                    && !(file.uses().contains(folder) && !file.classes().isEmpty())) {
                continue;
            }
            for (Relocation relocation : file.relocations()) {
                PresetCheck check = new PresetCheck(file, relocation, pool);
                Set<String> found = check.found();
                if (relocation == Relocation.NONE) {
                    found.forEach(line -> table.add(name, line, version));
                } else if (check.loops() > 0) {
                    table.add(name, "relocated " + relocation.to(), version);
                }
                check.wrong().forEach(sentence -> wrong.add(name + " " + version + ": " + sentence));
            }
        }
    }

    private static Map<String, List<Path>> folders() throws IOException {
        Map<String, List<Path>> folders = new TreeMap<>();
        try (Stream<Path> files = Files.walk(JARS)) {
            for (Path jar :
                    (Iterable<Path>) files.filter(file -> file.toString().endsWith(".jar"))::iterator) {
                String folder = JARS.relativize(jar.getParent()).toString();
                folders.computeIfAbsent(folder, none -> new ArrayList<>()).add(jar);
            }
        }
        assertThat(folders).isNotEmpty();
        return folders;
    }
}
