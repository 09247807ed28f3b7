package com.example.hello;

/** A server that greets, and a client of it. */
interface Hello extends AutoCloseable {

    /**
     * Sends one request and waits for its answer.
     *
     * @param request what to say
     * @return the answer
     * @throws Exception when the server or the way to it is broken
     */
    String ask(String request) throws Exception;
}
