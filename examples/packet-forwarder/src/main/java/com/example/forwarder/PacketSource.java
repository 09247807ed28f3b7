package com.example.forwarder;

import java.io.Closeable;
import java.io.IOException;

/** Where frames come from. A source is polled by one thread and never blocks. */
interface PacketSource extends Closeable {
    /**
     * Fills the buffer with the next frame, if there is one by now.
     *
     * @return whether there was one
     */
    boolean poll(PacketBuffer buffer) throws IOException;

    /** One line for people: what is polled. */
    String description();

    @Override
    default void close() throws IOException {}
}
