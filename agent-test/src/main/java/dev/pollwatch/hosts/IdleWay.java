package dev.pollwatch.hosts;

/** A way to wait for work. */
@FunctionalInterface
interface IdleWay {

    /**
     * Waits.
     *
     * @throws Exception when it cannot
     */
    void await() throws Exception;
}
