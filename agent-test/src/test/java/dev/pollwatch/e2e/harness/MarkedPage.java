package dev.pollwatch.e2e.harness;

/**
 * A page of the docs with places for what a command measures, between marks that are there already.
 *
 * @param text the page
 * @param command the command, as the marks name it
 */
public record MarkedPage(String text, String command) {

    private static final String BEGIN = "<!-- begin of %s, written by %s -->\n";
    private static final String END = "<!-- end of %s -->";

    /**
     * Fills in a place.
     *
     * @param name its name
     * @param part what is to stand there
     * @return the new page
     */
    public MarkedPage with(String name, String part) {
        String mark = BEGIN.formatted(name, command);
        int begin = text.indexOf(mark);
        int end = text.indexOf(END.formatted(name));
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("the page has no place for the " + name);
        }
        return new MarkedPage(text.substring(0, begin + mark.length()) + part + text.substring(end), command);
    }
}
