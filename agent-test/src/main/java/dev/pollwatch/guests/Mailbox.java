package dev.pollwatch.guests;

import java.util.concurrent.LinkedBlockingQueue;

/** A queue of the guest's own: that taking from it is a sleep point can only be told by its class file, which the guest's loader has. */
final class Mailbox extends LinkedBlockingQueue<String> {

    private static final long serialVersionUID = 1L;

    Mailbox() {}
}
