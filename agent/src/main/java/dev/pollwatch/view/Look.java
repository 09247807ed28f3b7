package dev.pollwatch.view;

/**
 * How the table is to look where it is shown.
 *
 * @param width the columns that there are; 0 when a line may be as long as it likes
 * @param mark what stands for text that was cut out
 * @param paint colours states
 */
public record Look(int width, String mark, Paint paint) {

    /** Nothing cut, no colour: for pipes, files and other programs. */
    public static final Look PLAIN = new Look(0, "…", (state, text) -> text);

    /** Colours a text that is about a state; the text itself must still be readable without. */
    @FunctionalInterface
    public interface Paint {

        /**
         * Colours a text.
         *
         * @param state the state, as the host gave it
         * @param text the text, fit to print
         * @return the text with what colours it, which takes no columns
         */
        String of(String state, String text);
    }

    boolean holds(int columns) {
        return width <= 0 || columns <= width;
    }
}
