package dev.pollwatch.corpus;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** Prints what the corpus brought to light, as Markdown. */
final class Report {

    private static final int EXAMPLES = 3;

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void jars(Comparison comparison) {
        out.println("| jar | compiler | classes | linked | cannot be linked anyway | newer than this JDK |"
                + " methods with a loop | woven | of them verified |");
        out.println("|---|---|--:|--:|--:|--:|--:|--:|--:|");
        comparison.tallies().forEach((artifact, tally) -> row(artifact.title(), artifact.compiler(), tally));
        row("**all " + comparison.tallies().size() + "**", "", comparison.total());
        out.println();
    }

    private void row(String title, String compiler, Comparison.Tally tally) {
        out.printf(
                "| %s | %s | %,d | %,d | %,d | %,d | %,d | %,d | %,d |%n",
                title,
                compiler,
                tally.classes,
                tally.linked,
                tally.unlinkable,
                tally.newer,
                tally.withLoop,
                tally.woven,
                tally.wovenAndVerified);
    }

    void verdict(Jvm jvm, Comparison comparison) {
        Comparison.Tally total = comparison.total();
        int alone = comparison.leftAloneCount();
        out.printf(
                "JDK %d: %,d jars, %,d classes, %,d linked, %,d methods with a loop, %,d of them woven, %,d verified%n",
                jvm.feature(),
                comparison.tallies().size(),
                total.classes,
                total.linked,
                total.withLoop,
                total.woven,
                total.wovenAndVerified);
        blame(comparison);
        out.printf("  left alone: %,d (%.3f %%)%n", alone, 100.0 * alone / Math.max(1, total.withLoop));
        for (Map.Entry<String, List<String>> reason : comparison.leftAlone().entrySet()) {
            List<String> methods = reason.getValue();
            out.printf("    %,6d  %s%n", methods.size(), reason.getKey());
            methods.stream().limit(EXAMPLES).forEach(method -> out.println("            " + method));
        }
        out.println();
    }

    void mixed(Jvm jvm, Trial mixed, Comparison comparison) {
        out.printf(
                "JDK %d, all kinds of rules at once: methods that call each hook %s%n", jvm.feature(), mixed.hooks());
        blame(comparison);
        out.println();
    }

    private void blame(Comparison comparison) {
        out.printf("  broken by weaving: %,d%n", comparison.broken().size());
        comparison.broken().forEach(line -> out.println("    " + line));
        out.printf(
                "  compiled before and too large to be compiled after: %,d%n",
                comparison.huge().size());
        comparison.huge().forEach(line -> out.println("    " + line));
    }

    void everyMethodLeftAlone(Comparison comparison) {
        comparison
                .leftAlone()
                .forEach((reason, methods) -> methods.forEach(method -> out.println(method + "\t" + reason)));
    }
}
