package dev.pollwatch.os;

/** Looks up {@link TaskFacts} by OS thread id and keeps each answer for a second, so that many readers cost one look. */
public interface Tasks {

    /**
     * What the kernel says of a thread of this process.
     *
     * @param tid the OS thread id; −1 gives {@link TaskFacts#UNKNOWN}
     * @return the facts, at most a second old; never an error
     */
    TaskFacts of(long tid);
}
