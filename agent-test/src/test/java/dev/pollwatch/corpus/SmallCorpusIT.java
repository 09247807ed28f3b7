package dev.pollwatch.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import dev.pollwatch.e2e.harness.TestPaths;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Some jars of the corpus, one of each kind of compiler, in place of all of it, which {@code corpus.sh} does; on two JDKs at once. */
class SmallCorpusIT {

    private static final String ANOTHER_KIND = "scala-reflect";

    @ForEachJdk
    @Execution(ExecutionMode.CONCURRENT)
    void shouldWeaveEveryMethodWithALoopAndAllElseThatRulesNameAndLinkEveryClass(Jdk jdk) throws IOException {
        List<Path> jars = new ArrayList<>(TestPaths.smallCorpus());
        List<Path> others = new ArrayList<>();
        for (Path library : TestPaths.workloadLibraries()) {
            boolean subject = library.getFileName().toString().startsWith(ANOTHER_KIND);
            (subject ? jars : others).add(library);
        }
        Weaving weaving = new Weaving(TestPaths.agentJar(), TestPaths.scratch().resolve("small-" + jdk.feature()));
        Jvm jvm = new Jvm(jdk.feature(), jdk.home());

        List<Artifact> subjects = jars.stream().map(SmallCorpusIT::named).toList();
        Trial control = weaving.link(jvm, jars, others, "control", null);
        Comparison comparison =
                new Comparison(subjects, control, weaving.link(jvm, jars, others, "woven", Weaving.EVERYTHING));
        Trial mixed = weaving.link(jvm, jars, others, "mixed", Weaving.MIXED);
        Comparison ofMixed = new Comparison(subjects, control, mixed);

        new Report(System.out).verdict(jvm, comparison);
        assertThat(comparison.broken()).as("broken by weaving").isEmpty();
        assertThat(comparison.huge()).as("no longer compiled by HotSpot").isEmpty();
        assertThat(comparison.total().woven).as("methods woven").isGreaterThan(7000);
        assertThat(comparison.total().wovenAndVerified)
                .as("methods woven in classes that link")
                .isGreaterThan(comparison.total().woven * 9 / 10);
        assertThat(comparison.leftAloneCount())
                .as("left alone: " + comparison.leftAlone())
                .isLessThanOrEqualTo(comparison.total().withLoop / 500);
        new Report(System.out).mixed(jvm, mixed, ofMixed);
        assertThat(ofMixed.broken()).as("broken by all kinds of rules at once").isEmpty();
        assertThat(ofMixed.huge()).as("no longer compiled by HotSpot").isEmpty();
        assertThat(mixed.hooks()).containsKeys("enter", "progress", "call", "fallAsleep", "end");
    }

    private static Artifact named(Path jar) {
        return new Artifact("small", jar.getFileName().toString(), "", "");
    }
}
