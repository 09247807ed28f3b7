package com.example.hello;

import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A Reactor Netty HTTP server. */
final class ReactorNettyHello implements Hello {

    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(new HelloHandler())
            .bindNow();
    private final WebClient client = new WebClient(server.port());

    public static void main(String[] args) throws Exception {
        Console.serve(new ReactorNettyHello());
    }

    @Override
    public String ask(String request) throws Exception {
        return client.ask(request);
    }

    @Override
    public void close() {
        server.disposeNow();
    }

    private static final class HelloHandler
            implements BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {
        @Override
        public Publisher<Void> apply(HttpServerRequest request, HttpServerResponse response) {
            return response.sendString(Mono.just(Greeting.to(request.uri())));
        }
    }
}
