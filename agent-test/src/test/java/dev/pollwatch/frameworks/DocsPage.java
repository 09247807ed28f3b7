package dev.pollwatch.frameworks;

import java.util.List;

/** Puts what was measured into a page, between marks that are there already. */
final class DocsPage {

    private static final String BEGIN = "<!-- begin of %s, written by frameworks.sh -->\n";
    private static final String END = "<!-- end of %s -->";

    private DocsPage() {}

    static String with(String page, List<Outcome> outcomes) {
        return replace(replace(page, "table", Markdown.table(outcomes)), "diagnoses", Markdown.deaths(outcomes));
    }

    private static String replace(String page, String name, String text) {
        String mark = BEGIN.formatted(name);
        int begin = page.indexOf(mark);
        int end = page.indexOf(END.formatted(name));
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("the page has no place for the " + name);
        }
        return page.substring(0, begin + mark.length()) + text + page.substring(end);
    }
}
