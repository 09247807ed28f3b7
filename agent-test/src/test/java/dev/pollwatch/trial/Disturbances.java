package dev.pollwatch.trial;

import java.util.List;

/** What threads that are well must survive without being called DEAD. */
final class Disturbances {

    private Disturbances() {}

    static List<Disturbance> all() {
        return List.of();
    }
}
