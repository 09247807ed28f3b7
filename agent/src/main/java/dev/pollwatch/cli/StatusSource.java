package dev.pollwatch.cli;

/** Somebody who can be asked how a host is. */
interface StatusSource extends AutoCloseable {

    /**
     * Asks.
     *
     * @param brief whether stacks are not wanted, which may be megabytes
     * @return the answer
     * @throws SilentException when the host may yet answer
     * @throws UnreachableException when it cannot be asked, with cause and remedy
     */
    HostStatus read(boolean brief) throws UnreachableException;

    /**
     * Whether the host has ended, as far as can be told from here.
     *
     * @return a sentence that says so, empty while it runs
     */
    String end();

    @Override
    default void close() {}
}
