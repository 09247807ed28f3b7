package com.example.hello;

import java.io.IOException;
import java.net.InetSocketAddress;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.AbstractHandler;

/** A Jetty 9.4 server with one handler. */
final class Jetty9Hello implements Hello {

    private final Server server = new Server(new InetSocketAddress("127.0.0.1", 0));
    private final WebClient client;

    private Jetty9Hello() throws Exception {
        server.setHandler(new HelloHandler());
        server.start();
        client = new WebClient(((ServerConnector) server.getConnectors()[0]).getLocalPort());
    }

    public static void main(String[] args) throws Exception {
        Console.serve(new Jetty9Hello());
    }

    @Override
    public String ask(String request) throws Exception {
        return client.ask(request);
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }

    private static final class HelloHandler extends AbstractHandler {
        @Override
        public void handle(
                String target, Request jettyRequest, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            response.getWriter().print(Greeting.to(target));
            jettyRequest.setHandled(true);
        }
    }
}
