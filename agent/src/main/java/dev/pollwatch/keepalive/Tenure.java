package dev.pollwatch.keepalive;

/** How a thread came to its row, which decides what can be seen of its going. */
enum Tenure {
    /** It entered a woven loop, and will be seen leaving it. */
    ENTERED,
    /** It called a {@code call} method. Nobody sees it stop calling, so it is expected to call until it ends. */
    CALLED,
    /** It was in the loop's old code when that was woven. Nothing is known of it but what shows from then on. */
    ADOPTED;

    /** Whether an end of the thread without an exit seen is nothing to wonder at. */
    boolean exitUnseen() {
        return this != ENTERED;
    }
}
