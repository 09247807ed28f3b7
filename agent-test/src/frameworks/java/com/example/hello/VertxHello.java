package com.example.hello;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/** A Vert.x HTTP server. */
final class VertxHello implements Hello {

    private final Vertx vertx = Vertx.vertx();
    private final WebClient client;

    private VertxHello() throws Exception {
        HttpServer server = vertx.createHttpServer()
                .requestHandler(new HelloHandler())
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        client = new WebClient(server.actualPort());
    }

    public static void main(String[] args) throws Exception {
        Console.serve(new VertxHello());
    }

    @Override
    public String ask(String request) throws Exception {
        return client.ask(request);
    }

    @Override
    public void close() {
        vertx.close();
    }

    private static final class HelloHandler implements Handler<HttpServerRequest> {
        @Override
        public void handle(HttpServerRequest request) {
            request.response().end(Greeting.to(request.path()));
        }
    }
}
