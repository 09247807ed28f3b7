package dev.pollwatch.weave;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The text of a preset. While the host waits for its {@code main} only the names of the classes are picked from it; the rules are read when
 * one of those classes is loaded. What the lines mean stands in the file {@code index} beside them.
 */
final class PresetFile {

    private static final String FOLDER = "presets/";
    private static final String RULE_KINDS = " loop call sleep end progress exclude ";

    private final String name;
    private final List<String> keywords = new ArrayList<>();
    private final List<String> values = new ArrayList<>();

    private PresetFile(String name) {
        this.name = name;
    }

    /** The names of all presets, in the order of the file {@code index}. */
    static List<String> names() {
        List<String> names = new ArrayList<>();
        String text = read("index");
        int from = 0;
        while (from < text.length()) {
            int end = endOfLine(text, from);
            String line = text.substring(from, end).trim();
            if (!line.isEmpty() && line.charAt(0) != '#') {
                names.add(line);
            }
            from = end + 1;
        }
        return names;
    }

    static PresetFile of(String name) {
        return parse(name, read(name.concat(".preset")));
    }

    static PresetFile parse(String name, String text) {
        PresetFile file = new PresetFile(name);
        int from = 0;
        while (from < text.length()) {
            int end = endOfLine(text, from);
            file.add(text.substring(from, end).trim());
            from = end + 1;
        }
        return file;
    }

    private void add(String line) {
        if (line.isEmpty() || line.charAt(0) == '#') {
            return;
        }
        int blank = line.indexOf(' ');
        if (blank < 0) {
            throw new IllegalStateException("the preset " + name + " has a line of one word: " + line);
        }
        keywords.add(line.substring(0, blank));
        values.add(line.substring(blank).trim());
    }

    String name() {
        return name;
    }

    /** The presets that come with it where the user names it. */
    List<String> uses() {
        return words("uses");
    }

    List<Relocation> relocations() {
        List<Relocation> relocations = new ArrayList<>();
        relocations.add(Relocation.NONE);
        for (String value : words("relocated")) {
            relocations.add(Relocation.of(value, words("packages").get(0)));
        }
        return relocations;
    }

    List<String> heralds() {
        return words("herald");
    }

    /** The classes that rules name, each once. */
    List<String> classes() {
        List<String> classes = new ArrayList<>();
        String last = "";
        for (int line = 0; line < keywords.size(); line++) {
            if (isRule(keywords.get(line))) {
                String value = values.get(line);
                String named = value.substring(0, value.indexOf('#'));
                if (!named.equals(last) && !classes.contains(named)) {
                    classes.add(named);
                }
                last = named;
            }
        }
        return classes;
    }

    /**
     * Reads it all, for one copy of the framework.
     *
     * @throws IllegalStateException where a line makes no sense; a test reads all that there are
     */
    Preset read(Relocation relocation) {
        List<Rule> rules = new ArrayList<>();
        List<Rule> each = new ArrayList<>();
        Set<String> idle = new HashSet<>();
        List<String> packages = new ArrayList<>();
        for (String value : words("packages")) {
            packages.add(relocation.apply(value));
        }
        for (int line = 0; line < keywords.size(); line++) {
            String keyword = keywords.get(line);
            String value = relocation.applyToRule(values.get(line));
            if (isRule(keyword)) {
                rules.add(rule(keyword, value));
            } else if (keyword.equals("each")) {
                each.add(rule(keyword, value));
            } else if (!keyword.equals("idle") && !isKnown(keyword)) {
                throw new IllegalStateException("the preset " + name + " has a line that begins with " + keyword);
            }
            if (keyword.equals("idle") || keyword.equals("sleep")) {
                int descriptor = value.indexOf('(');
                idle.add(descriptor < 0 ? value : value.substring(0, descriptor));
            }
        }
        return new Preset(name, rules, each, idle, packages);
    }

    private Rule rule(String kind, String text) {
        try {
            return RuleParser.parse(kind, text, Preset.SOURCE.concat(name));
        } catch (BadRuleException bad) {
            throw new IllegalStateException("the preset " + name + ": " + bad.getMessage(), bad);
        }
    }

    private List<String> words(String keyword) {
        List<String> words = new ArrayList<>();
        for (int line = 0; line < keywords.size(); line++) {
            if (keywords.get(line).equals(keyword)) {
                String value = values.get(line);
                int from = 0;
                for (int blank = value.indexOf(' '); blank >= 0; blank = value.indexOf(' ', from)) {
                    words.add(value.substring(from, blank));
                    from = blank + 1;
                }
                words.add(value.substring(from));
            }
        }
        return words;
    }

    private static boolean isRule(String keyword) {
        return RULE_KINDS.contains(" ".concat(keyword).concat(" "));
    }

    private static boolean isKnown(String keyword) {
        return " versions uses packages relocated herald "
                .contains(" ".concat(keyword).concat(" "));
    }

    private static int endOfLine(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private static String read(String file) {
        try (InputStream in = PresetFile.class.getResourceAsStream(FOLDER.concat(file))) {
            if (in == null) {
                throw new IllegalStateException("the agent's jar has no " + FOLDER + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new IllegalStateException("cannot read " + FOLDER + file, unreadable);
        }
    }
}
