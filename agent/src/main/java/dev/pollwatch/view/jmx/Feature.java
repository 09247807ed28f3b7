package dev.pollwatch.view.jmx;

/**
 * What a console says of an attribute, an operation or a parameter when somebody points at it.
 *
 * @param name its name
 * @param units what a number counts, as the descriptor's field {@code units}; empty where it is no number
 * @param text one or two sentences for the person at the console
 */
record Feature(String name, String units, String text) {

    static final String MILLISECONDS = "milliseconds";
    static final String EPOCH_MILLISECONDS = "milliseconds since 1970-01-01 00:00 UTC";

    static Feature of(String name, String text) {
        return new Feature(name, "", text);
    }
}
