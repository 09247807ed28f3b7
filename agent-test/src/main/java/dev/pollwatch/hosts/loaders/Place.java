package dev.pollwatch.hosts.loaders;

import java.util.function.Consumer;

/** A container that takes guests in and lets them go. */
interface Place {

    /**
     * A guest in its place.
     *
     * @param loader the loader that its classes have
     * @param orders takes its orders
     */
    record Stay(ClassLoader loader, Consumer<String> orders) {}

    /**
     * Takes a guest in and starts its thread.
     *
     * @param id names it to the container
     * @param thread the name of its thread
     * @return the guest
     */
    Stay admit(String id, String thread) throws Exception;

    /** Lets the guest go, whose thread may run yet, and with it all that the container knows of it. */
    void dismiss(String id) throws Exception;

    /** Asks the guest something that is no order; gives the answer, or what came in place of one. */
    default String ask(String id, String query) throws Exception {
        throw new UnsupportedOperationException("nothing here answers");
    }
}
