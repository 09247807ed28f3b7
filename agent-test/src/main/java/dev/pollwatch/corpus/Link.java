package dev.pollwatch.corpus;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A host program that loads and links all classes of some jars, with or without the agent, and writes down how each came out.
 * HotSpot links, and so verifies, a class before it tells its methods; none is initialized.
 */
public final class Link {

    /** First letter of the lines that it writes. */
    static final char JAR = 'J';

    static final char CLASS = 'C';
    static final char METHOD = 'M';
    static final char FAILURE = 'X';
    static final char END = 'E';

    /** What is written of a class that came through. */
    static final String LINKED = "linked";

    private final PrintWriter out;
    private final List<ClassJar> jars = new ArrayList<>();

    private Link(PrintWriter out) {
        this.out = out;
    }

    /**
     * Links.
     *
     * @param args the file to write to, and a file that names a jar on each line, as {@code true} or {@code false} for
     *     whether its classes are to be linked or are only there for others, a tab, and the path
     * @throws IOException where one of them cannot be read or written
     */
    public static void main(String[] args) throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(Path.of(args[0]), StandardCharsets.UTF_8))) {
            new Link(out).run(Files.readAllLines(Path.of(args[1])));
        }
    }

    private void run(List<String> lines) throws IOException {
        for (String line : lines) {
            jars.add(new ClassJar(Path.of(line.substring(line.indexOf('\t') + 1))));
        }
        try (InputStream own = Link.class.getResourceAsStream("Link.class")) {
            Probe.begin(own.readAllBytes());
        }
        for (int index = 0; index < lines.size(); index++) {
            if (lines.get(index).startsWith("true\t")) {
                write(JAR, Integer.toString(index));
                link(jars.get(index));
            }
        }
        write(END, "");
    }

    private void link(ClassJar jar) {
        jar.nameByContent();
        CorpusLoader loader = new CorpusLoader(jar, jars);
        for (String name : jar.names()) {
            write(CLASS, name + "\t" + link(loader, name));
        }
        Probe.takeSeen().forEach(seen -> write(METHOD, seen.line()));
        Probe.takeFailures().forEach(failure -> write(FAILURE, failure));
        out.flush();
    }

    private static String link(ClassLoader loader, String name) {
        try {
            return Class.forName(name, false, loader).getDeclaredMethods().length >= 0 ? LINKED : "";
        } catch (ClassNotFoundException | LinkageError failure) {
            return failure.toString().lines().findFirst().orElse("");
        } catch (RuntimeException failure) {
            return failure.toString();
        }
    }

    private void write(char kind, String text) {
        out.print(kind);
        out.print(text);
        out.print('\n');
    }
}
