package com.example.hello;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What every server here does with a request: it answers at once, or first waits for something that does not come. */
final class Greeting {

    private static final String BLOCK = "block-";

    private Greeting() {}

    /** A request that keeps whoever answers it waiting. */
    static String blocking(long millis) {
        return BLOCK + millis;
    }

    /** The answer to a request. */
    static String to(String request) {
        int block = request.indexOf(BLOCK);
        if (block >= 0) {
            waitFor(Long.parseLong(request.substring(block + BLOCK.length()).trim()));
        }
        return "hello";
    }

    /** As a handler does that asks another thread for something and does not get it. */
    private static void waitFor(long millis) {
        try {
            new LinkedBlockingQueue<String>().poll(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
