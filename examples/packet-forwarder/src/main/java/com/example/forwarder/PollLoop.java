package com.example.forwarder;

import java.io.Closeable;
import java.io.IOException;

/** A loop that polls for work until it is stopped; one thread at a time runs it. */
abstract class PollLoop implements Closeable {
    private final String name;
    private final FaultPoint faultPoint;
    private volatile boolean running = true;

    PollLoop(String name, FaultPoint faultPoint) {
        this.name = name;
        this.faultPoint = faultPoint;
    }

    /** Goes round until {@link #stop}, a fault, or an error that it cannot live with. */
    abstract void run() throws IOException;

    /** The name of the thread that runs this loop. */
    final String name() {
        return name;
    }

    final FaultPoint faultPoint() {
        return faultPoint;
    }

    final boolean isRunning() {
        return running;
    }

    final void stop() {
        running = false;
        wakeUp();
    }

    /** Makes a loop that waits for events go round once; a loop that polls need not be told. */
    void wakeUp() {}

    /** Frees what the loop uses; called when no thread runs it any more. */
    @Override
    public void close() throws IOException {}
}
