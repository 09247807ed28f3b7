package com.example.forwarder;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Something that is to go wrong in a poll loop.
 *
 * @param kind what
 * @param length for how long; zero for a kind that is not timed
 */
record Fault(Kind kind, Duration length) {
    /** The kinds of faults; a kind's name in lower case is the command that asks for it. */
    enum Kind {
        /** Spins in the loop. */
        STALL(true),
        /** Waits for a monitor that another thread holds. */
        LOCK(true),
        /** Reads from a peer that does not answer. */
        BLOCK(true),
        /** Sleeps in a method that the loop calls. */
        SLEEP(true),
        /** Leaves the loop by an exception. */
        THROW(false),
        /** Returns from the loop. */
        RETURN(false);

        private final boolean timed;

        Kind(boolean timed) {
            this.timed = timed;
        }

        boolean isTimed() {
            return timed;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Kind> ofWord(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }

        /** The words of all kinds that are timed, or of all that are not, as {@code a|b|c}. */
        static String words(boolean timed) {
            return Arrays.stream(values())
                    .filter(kind -> kind.timed == timed)
                    .map(Kind::word)
                    .collect(Collectors.joining("|"));
        }
    }
}
