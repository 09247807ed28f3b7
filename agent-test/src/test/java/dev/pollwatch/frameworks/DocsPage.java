package dev.pollwatch.frameworks;

import dev.pollwatch.e2e.harness.MarkedPage;
import java.util.List;

/** Puts what was measured into a page. */
final class DocsPage {

    private DocsPage() {}

    static String with(String page, List<Outcome> outcomes) {
        return new MarkedPage(page, "frameworks.sh")
                .with("table", Markdown.table(outcomes))
                .with("diagnoses", Markdown.deaths(outcomes))
                .text();
    }
}
