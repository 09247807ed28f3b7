package dev.pollwatch.frameworks;

/**
 * One measured cell of the table.
 *
 * @param text what was seen
 * @param good whether that is as it should be
 */
record Cell(String text, boolean good) {

    static Cell good(String text) {
        return new Cell(text, true);
    }

    static Cell bad(String text) {
        return new Cell(text, false);
    }
}
