package com.example.hello;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** Asks an HTTP server on loopback, over a connection that is kept. */
final class WebClient {

    private static final int PATIENCE_MILLIS = 30_000;

    private final String address;

    WebClient(int port) {
        address = "http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":" + port + "/";
    }

    String ask(String request) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) new URL(address + request).openConnection();
        connection.setReadTimeout(PATIENCE_MILLIS);
        try (InputStream body = connection.getInputStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
