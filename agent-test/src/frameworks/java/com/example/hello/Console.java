package com.example.hello;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Takes orders from standard input, one a line, and tells when one is carried out: {@code traffic MILLIS} asks again and again,
 * {@code block MILLIS} asks once for what takes so long. Between orders nothing is asked.
 */
final class Console {

    private Console() {}

    /** Serves until the input ends, and then ends the program, whatever threads it has left. */
    static void serve(Hello hello) throws Exception {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        greet(hello, "hello");
        System.out.println("ready");
        int done = 0;
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            carryOut(order, hello);
            System.out.println("done " + ++done);
        }
        hello.close();
        System.exit(0);
    }

    private static void carryOut(String order, Hello hello) throws Exception {
        String[] words = order.split(" ");
        long millis = Long.parseLong(words[1]);
        switch (words[0]) {
            case "traffic" -> {
                long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
                while (System.nanoTime() < end) {
                    greet(hello, "hello");
                }
            }
            case "block" -> greet(hello, Greeting.blocking(millis));
            default -> throw new IOException("no such order: " + order);
        }
    }

    private static void greet(Hello hello, String request) throws Exception {
        String answer = hello.ask(request);
        if (!answer.contains("hello")) {
            throw new IOException("not the answer to " + request + ": " + answer);
        }
    }
}
