package dev.pollwatch.keepalive;

import java.util.EnumMap;
import java.util.Map;

/** How many times a row entered each state. Only touched under the dispatcher's lock. */
final class TransitionTally {

    private final long[] entered = new long[State.values().length];

    void count(State state) {
        entered[state.ordinal()]++;
    }

    Map<State, Long> byState() {
        Map<State, Long> byState = new EnumMap<>(State.class);
        for (State state : State.values()) {
            byState.put(state, entered[state.ordinal()]);
        }
        return byState;
    }
}
