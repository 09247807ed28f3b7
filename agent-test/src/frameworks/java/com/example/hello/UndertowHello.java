package com.example.hello;

import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;

/** An Undertow server with one handler. */
final class UndertowHello implements Hello {

    private final Undertow server;
    private final WebClient client;

    private UndertowHello() {
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(new HelloHandler())
                .build();
        server.start();
        client = new WebClient(
                ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort());
    }

    public static void main(String[] args) throws Exception {
        Console.serve(new UndertowHello());
    }

    @Override
    public String ask(String request) throws Exception {
        return client.ask(request);
    }

    @Override
    public void close() {
        server.stop();
    }

    private static final class HelloHandler implements HttpHandler {
        @Override
        public void handleRequest(HttpServerExchange exchange) {
            exchange.getResponseSender().send(Greeting.to(exchange.getRequestPath()));
        }
    }
}
