package dev.pollwatch.frameworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pollwatch.e2e.harness.ForEachJdk;
import dev.pollwatch.e2e.harness.Jdk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The abridged run of {@code frameworks.sh}: a few frameworks, and only seconds of idle time. */
class FrameworksIT {

    private static final int AT_ONCE = 4;

    @ForEachJdk
    void shouldTellTrafficFromIdlenessAndBothFromABlockedHandler(Jdk jdk) throws Exception {
        Trials trials = new Trials(
                Path.of(System.getProperty("pollwatch-test.frameworks")),
                Path.of(System.getProperty("pollwatch-test.frameworks-output")));
        Plan plan = new Plan("http=0", Duration.ofSeconds(2), Duration.ofSeconds(5));

        List<Outcome> outcomes = trials.run(Catalogue.abridged(), List.of(jdk), plan, AT_ONCE);

        assertThat(outcomes)
                .hasSameSizeAs(Catalogue.abridged())
                .allSatisfy(outcome -> assertThat(outcome.isGood())
                        .as("%s %s", Markdown.row(outcome), outcome.complaints())
                        .isTrue());
    }
}
