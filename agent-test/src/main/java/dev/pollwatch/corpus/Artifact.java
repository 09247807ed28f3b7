package dev.pollwatch.corpus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A library of the corpus, as {@code corpus.tsv} lists it.
 *
 * @param group its Maven group
 * @param name its Maven artifact
 * @param version its version
 * @param compiler what made its classes: {@code javac}, {@code kotlinc}, {@code scalac} …
 */
record Artifact(String group, String name, String version, String compiler) {

    private static final String LIST = "corpus.tsv";

    /** All that is listed, in the order of the list. */
    static List<Artifact> all() throws IOException {
        List<Artifact> all = new ArrayList<>();
        try (InputStream in = Artifact.class.getResourceAsStream(LIST);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    all.add(parse(line));
                }
            }
        }
        return all;
    }

    private static Artifact parse(String line) {
        String[] column = line.split("\t", -1);
        String[] coordinates = column[0].split(":");
        if (column.length < 2 || coordinates.length != 3) {
            throw new IllegalArgumentException("not group:artifact:version, a tab and the compiler: " + line);
        }
        return new Artifact(coordinates[0], coordinates[1], coordinates[2], column[1]);
    }

    String title() {
        return name + " " + version;
    }

    /** Where {@link Fetch} puts it. */
    Path in(Path folder) {
        return folder.resolve(group + "--" + name + "--" + version + ".jar");
    }
}
