package dev.pollwatch.hosts;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What a poll loop hands its work to. Where this waits, the loop is stalled. */
final class IdleHandler {

    private final BlockingQueue<Object> answers = new LinkedBlockingQueue<>();

    void take() throws InterruptedException {
        answers.take();
    }

    synchronized void waitForNobody() throws InterruptedException {
        while (answers.isEmpty()) {
            wait();
        }
    }

    void select() throws IOException {
        try (Selector selector = Selector.open()) {
            selector.select();
        }
    }
}
