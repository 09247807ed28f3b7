package com.example.hello;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A request to a server that is reached through memory, and where its answer comes. */
record Request(String text, CompletableFuture<String> answer) {

    private static final int PATIENCE_MINUTES = 10;

    static Request of(String text) {
        return new Request(text, new CompletableFuture<>());
    }

    String await() throws Exception {
        return answer.get(PATIENCE_MINUTES, TimeUnit.MINUTES);
    }
}
